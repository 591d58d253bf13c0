package io.clusterboot.spring.autoconfigure;

import io.grpc.netty.NettyServerBuilder;

/**
 * Callback interface for beans that have the last word on the gRPC server on which the
 * node listens for other members.
 */
@FunctionalInterface
public interface ClusterServerCustomizer {

	/**
	 * Customize the server.
	 * @param server the builder of the server
	 */
	void customize(NettyServerBuilder server);

}
