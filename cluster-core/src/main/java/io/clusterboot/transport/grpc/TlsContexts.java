package io.clusterboot.transport.grpc;

import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/**
 * The two sides of mutual TLS made from the same material.
 *
 * @param server for connections that others open; they must show a certificate
 * @param client for connections that this node opens
 */
record TlsContexts(SslContext server, SslContext client) {

	private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

	/**
	 * Prepares the material.
	 * @param material the material
	 * @return the contexts
	 * @throws IllegalArgumentException if a certificate and key, or the authorities to
	 * trust, are missing
	 */
	static TlsContexts of(TlsMaterial material) {
		KeyManager key = first(material.keyManagers(), X509KeyManager.class, "a certificate and its key");
		TrustManager trust = first(material.trustManagers(), X509TrustManager.class, "the authorities to trust");
		try {
			return new TlsContexts(
					build(SslContextBuilder.forServer(key).trustManager(trust).clientAuth(ClientAuth.REQUIRE)),
					build(SslContextBuilder.forClient().keyManager(key).trustManager(trust)));
		}
		catch (SSLException ex) {
			throw new IllegalArgumentException("The TLS material cannot be used: " + ex.getMessage(), ex);
		}
	}

	private static SslContext build(SslContextBuilder builder) throws SSLException {
		return GrpcSslContexts.configure(builder, SslProvider.JDK).protocols(PROTOCOLS).build();
	}

	private static <T> T first(List<T> from, Class<? extends T> type, String what) {
		return from.stream()
			.filter(type::isInstance)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Mutual TLS needs " + what));
	}

}
