package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.clusterboot.transport.RateLimitedLog;
import io.clusterboot.transport.TransportException;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the server that other nodes dial, with a bound on everything that a stranger can
 * make it do.
 *
 * @param loops the threads that move bytes
 * @param tls the TLS context; null for plain text
 * @param log where to write about strangers
 * @param strangers bounds the connections of strangers
 * @param messageBytes the most that a message of any stream may have
 * @param customizer has the last word
 */
record PortListener(EventLoopGroup loops, @Nullable SslContext tls, RateLimitedLog log, Strangers strangers,
		int messageBytes, Consumer<? super NettyServerBuilder> customizer) {

	private static final Set<String> WILDCARDS = Set.of("*", "0.0.0.0", "::");

	/** Time for TLS, should {@link Strangers} not have ended it before. */
	private static final int HANDSHAKE_SECONDS = 10;

	/**
	 * After this a connection without a stream is closed; more than a dialler's grace.
	 */
	private static final int IDLE_SECONDS = 10;

	/** A link, a join and what a probe on demand needs; the rest waits at the dialler. */
	private static final int STREAMS = 8;

	/** Far more than a node that gives up calls sends (CVE-2023-44487). */
	private static final int RESETS = 200;

	private static final int RESETS_WINDOW_SECONDS = 30;

	/**
	 * Starts to listen.
	 * @param host the host to listen on
	 * @param port the port; 0 picks a free one
	 * @param service what to offer
	 * @return the server
	 * @throws TransportException if the port cannot be bound
	 */
	Server listen(String host, int port, ServerServiceDefinition service) {
		NettyServerBuilder builder = NettyServerBuilder.forAddress(address(host, port))
			.bossEventLoopGroup(this.loops)
			.workerEventLoopGroup(this.loops)
			.channelFactory(this::newServerChannel)
			.directExecutor()
			.flowControlWindow(Dialler.FLOW_CONTROL_WINDOW)
			.maxInboundMessageSize(this.messageBytes)
			.maxInboundMetadataSize(Dialler.HEADER_BYTES)
			.maxConcurrentCallsPerConnection(STREAMS)
			.maxRstFramesPerWindow(RESETS, RESETS_WINDOW_SECONDS)
			.handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
			.maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
			.decompressorRegistry(Dialler.NO_COMPRESSION)
			.addStreamTracerFactory(new StreamFate.Factory())
			.addService(service);
		if (this.tls != null) {
			builder.sslContext(this.tls);
		}
		this.customizer.accept(builder);
		try {
			return builder.build().start();
		}
		catch (IOException ex) {
			throw new TransportException(host, port, "Cannot listen on " + host + ":" + port + ": " + reason(ex),
					bindException(ex));
		}
	}

	private static InetSocketAddress address(String host, int port) {
		return WILDCARDS.contains(host) ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
	}

	private ServerChannel newServerChannel() {
		ServerChannel channel = new NioServerSocketChannel();
		channel.pipeline().addLast(new Reception(this.tls != null, this.log, this.strangers));
		return channel;
	}

	private static Throwable bindException(IOException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindException) {
				return cause;
			}
		}
		return failure;
	}

	private static String reason(IOException failure) {
		return String.valueOf(bindException(failure).getMessage());
	}

	/** Bounds the accepted connections and puts a doorkeeper in front of each. */
	private static final class Reception extends ChannelInboundHandlerAdapter {

		private final boolean secure;

		private final RateLimitedLog log;

		private final Strangers strangers;

		private Reception(boolean secure, RateLimitedLog log, Strangers strangers) {
			this.secure = secure;
			this.log = log;
			this.strangers = strangers;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object accepted) {
			if (accepted instanceof Channel connection) {
				if (!this.strangers.enter(connection)) {
					connection.unsafe().closeForcibly();
					return;
				}
				connection.pipeline().addLast(new Doorkeeper(this.secure, this.log));
			}
			context.fireChannelRead(accepted);
		}

	}

}
