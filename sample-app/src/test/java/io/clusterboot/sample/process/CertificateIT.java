package io.clusterboot.sample.process;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The certificates of three nodes are replaced while they run.
 */
@Tag("long")
class CertificateIT {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@Test
	void newCertificatesServeNewConnectionsAndNobodyNotices(@TempDir Path directory) throws Exception {
		Authority authority = new Authority(directory);
		List<String> names = List.of("tls-0", "tls-1", "tls-2");
		KeyStore first = authority.issue("first");
		names.forEach((name) -> authority.install(name, first));
		try (Fleet fleet = new Fleet(
				names.stream().map((name) -> ClusterProcess.sample(name).with(authority.arguments(name))).toList())) {
			fleet.nodes().forEach((node) -> node.withSeeds(fleet.nodes()));
			fleet.startAndAgree();
			Map<ClusterProcess, Integer> logStart = new HashMap<>();
			fleet.nodes().forEach((node) -> logStart.put(node, node.log().size()));
			for (ClusterProcess node : fleet.nodes()) {
				assertThat(shown(first, node)).contains((X509Certificate) first.getCertificate("node"));
			}
			KeyStore second = authority.issue("second");
			names.forEach((name) -> authority.install(name, second));
			Optional<X509Certificate> expected = Optional.of((X509Certificate) second.getCertificate("node"));
			for (ClusterProcess node : fleet.nodes()) {
				Duration taken = Fleet.until(() -> shown(first, node).equals(expected), PATIENCE,
						() -> node + " shows its new certificate");
				Fleet.figure("new certificate in use after the files changed", taken, Duration.ofSeconds(15));
			}
			fleet.awaitWhole(fleet.nodes(), PATIENCE);
			for (ClusterProcess node : fleet.nodes()) {
				fleet.nodes()
					.forEach((other) -> assertThat(node.sightings(other.address(), logStart.get(node)))
						.as("what %s saw of %s", node, other)
						.isEmpty());
			}
			ClusterProcess restarted = fleet.node(2);
			restarted.close();
			restarted.start();
			fleet.awaitWhole(fleet.nodes(), PATIENCE);
		}
	}

	private static SSLContext client(KeyStore store) throws GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, Authority.password());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	/** The certificate that a node shows to one that connects now. */
	private static Optional<X509Certificate> shown(KeyStore own, ClusterProcess node) {
		String[] address = node.address().split(":");
		// A new client each time: the session of an earlier one would bring its
		// certificate along.
		try (SSLSocket socket = (SSLSocket) client(own).getSocketFactory()
			.createSocket(address[0], Integer.parseInt(address[1]))) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setApplicationProtocols(new String[] { "h2" });
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			Certificate[] chain = socket.getSession().getPeerCertificates();
			return Optional.of((X509Certificate) chain[0]);
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
