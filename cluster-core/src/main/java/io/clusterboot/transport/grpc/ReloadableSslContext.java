package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

/**
 * A context that asks for the present one at each handshake, so that a server need not be
 * started again when its certificate was renewed.
 */
@SuppressWarnings("deprecation") // The class to extend names a deprecated type.
final class ReloadableSslContext extends SslContext {

	private final Supplier<SslContext> present;

	/**
	 * Creates a context.
	 * @param present gives the present context
	 */
	ReloadableSslContext(Supplier<SslContext> present) {
		this.present = present;
	}

	@Override
	public boolean isClient() {
		return this.present.get().isClient();
	}

	@Override
	public List<String> cipherSuites() {
		return this.present.get().cipherSuites();
	}

	@Override
	public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
		return this.present.get().applicationProtocolNegotiator();
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator) {
		return this.present.get().newEngine(allocator);
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
		return this.present.get().newEngine(allocator, host, port);
	}

	@Override
	public SSLSessionContext sessionContext() {
		return this.present.get().sessionContext();
	}

	@Override
	protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls) {
		return this.present.get().newHandler(allocator);
	}

	@Override
	protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor tasks) {
		return this.present.get().newHandler(allocator, tasks);
	}

}
