package io.clusterboot.runtime;

import java.nio.file.Files;
import java.nio.file.Path;

import io.clusterboot.transport.grpc.Authority;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real nodes with certificates.
 */
class ClusterWithTlsTests {

	@TempDir
	private static Path directory;

	private static TlsMaterial ours;

	private static TlsMaterial foreign;

	private final TestCluster cluster = new TestCluster();

	@BeforeAll
	static void issue() throws Exception {
		ours = new Authority(Files.createDirectory(directory.resolve("ours"))).issue("ip:127.0.0.1");
		foreign = new Authority(Files.createDirectory(directory.resolve("foreign"))).issue("ip:127.0.0.1");
	}

	@AfterEach
	void close() {
		this.cluster.close();
	}

	@Test
	void nodesOfOneAuthorityFormACluster() {
		for (int i = 0; i < 3; i++) {
			add(ours).join();
		}
		this.cluster.awaitAgreement(3);
	}

	@Test
	void aPlainNodeCannotJoin() {
		assertStaysOutside(ours, null);
	}

	@Test
	void aNodeWithTlsCannotJoinPlainOnes() {
		assertStaysOutside(null, ours);
	}

	@Test
	void aNodeOfAnotherAuthorityCannotJoin() {
		assertStaysOutside(ours, foreign);
	}

	private void assertStaysOutside(@Nullable TlsMaterial inside, @Nullable TlsMaterial outside) {
		add(inside).join();
		add(inside).join();
		this.cluster.awaitAgreement(2);
		ClusterRuntime stranger = add(outside);
		stranger.join();
		this.cluster.await("told why", () -> !stranger.state().blockedBy().isEmpty());
		this.cluster.forget(2);
		this.cluster.awaitAgreement(2);
		assertThat(stranger.state().members()).isEmpty();
	}

	private ClusterRuntime add(@Nullable TlsMaterial tls) {
		return this.cluster.add(tls, (settings) -> settings);
	}

}
