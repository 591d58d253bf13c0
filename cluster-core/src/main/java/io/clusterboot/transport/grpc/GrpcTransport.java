package io.clusterboot.transport.grpc;

import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Links as gRPC bidirectional streams over one HTTP/2 connection a pair, calls as unary
 * calls, on the node's own server.
 */
public final class GrpcTransport implements Transport {

	/**
	 * Creates a transport.
	 * @param tls material for mutual TLS; null for plain text
	 * @param serverCustomizer has the last word on the server
	 * @param channelCustomizer has the last word on each channel
	 */
	public GrpcTransport(@Nullable TlsMaterial tls, Consumer<? super NettyServerBuilder> serverCustomizer,
			Consumer<? super NettyChannelBuilder> channelCustomizer) {
	}

	/**
	 * Uses other TLS material for all handshakes from now on; open connections stay.
	 * @param tls the new material
	 */
	public void reload(TlsMaterial tls) {
	}

	@Override
	public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
		return advertised;
	}

	@Override
	public void perform(Output.Network output) {
	}

	@Override
	public void handled(long link) {
	}

	@Override
	public void close() {
	}

}
