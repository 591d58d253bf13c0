package io.clusterboot.transport.grpc;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.clusterboot.api.Limits;
import io.clusterboot.api.NodeAddress;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Makes channels to other nodes.
 */
final class Dialler {

	/** Small enough that a host that drops packets is told from one that is slow. */
	private static final int CONNECT_TIMEOUT_MILLIS = 2000;

	/**
	 * Bytes on their way on one stream; fixed, so that grpc sends no pings to measure.
	 */
	static final int FLOW_CONTROL_WINDOW = 256 * 1024;

	static final int HEADER_BYTES = 8 * 1024;

	/** No compression: what is small on the wire must not become large in memory. */
	static final DecompressorRegistry NO_COMPRESSION = DecompressorRegistry.emptyInstance()
		.with(Codec.Identity.NONE, false);

	private final EventLoopGroup loops;

	private final Supplier<@Nullable SslContext> tls;

	private final Consumer<? super NettyChannelBuilder> customizer;

	/**
	 * Creates a dialler.
	 * @param loops the threads that move bytes
	 * @param tls gives the present TLS context; null for plain text
	 * @param customizer has the last word on each channel
	 */
	Dialler(EventLoopGroup loops, Supplier<@Nullable SslContext> tls,
			Consumer<? super NettyChannelBuilder> customizer) {
		this.loops = loops;
		this.tls = tls;
		this.customizer = customizer;
	}

	/**
	 * Makes a channel that connects when it is first used.
	 * @param address where to
	 * @return the channel
	 */
	ManagedChannel dial(NodeAddress address) {
		return dial(address, this.loops);
	}

	/**
	 * Makes a channel that connects when it is first used.
	 * @param address where to
	 * @param loops moves its bytes; may be a single loop
	 * @return the channel
	 */
	ManagedChannel dial(NodeAddress address, EventLoopGroup loops) {
		NettyChannelBuilder builder = builder(address).eventLoopGroup(loops)
			.channelType(NioSocketChannel.class, InetSocketAddress.class)
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
			.directExecutor()
			.offloadExecutor(EventLoops.LOOKUPS)
			.flowControlWindow(FLOW_CONTROL_WINDOW)
			.maxInboundMessageSize(Limits.WELCOME_BYTES)
			.maxInboundMetadataSize(HEADER_BYTES)
			.decompressorRegistry(NO_COMPRESSION)
			// A node is dialled itself, never through a proxy that a system property
			// names.
			.proxyDetector((target) -> null)
			// The protocol has its own retries; grpc's would hold frames back in memory.
			.disableRetry()
			.disableServiceConfigLookUp()
			.maxTraceEvents(0);
		SslContext context = this.tls.get();
		if (context != null) {
			builder.sslContext(context);
		}
		else {
			builder.usePlaintext();
		}
		this.customizer.accept(builder);
		return builder.build();
	}

	private static NettyChannelBuilder builder(NodeAddress address) {
		byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
		if (literal == null) {
			return NettyChannelBuilder.forAddress(address.host(), address.port());
		}
		return NettyChannelBuilder.forAddress(new InetSocketAddress(address.host(), address.port()));
	}

}
