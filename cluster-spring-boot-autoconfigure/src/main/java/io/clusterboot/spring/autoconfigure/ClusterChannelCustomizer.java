package io.clusterboot.spring.autoconfigure;

import io.grpc.netty.NettyChannelBuilder;

/**
 * Callback interface for beans that have the last word on each gRPC channel to another
 * member.
 */
@FunctionalInterface
public interface ClusterChannelCustomizer {

	/**
	 * Customize a channel.
	 * @param channel the builder of the channel
	 */
	void customize(NettyChannelBuilder channel);

}
