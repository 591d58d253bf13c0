package io.clusterboot.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import io.clusterboot.transport.grpc.Authority;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages when certificates are in use.
 */
class SecureMessagesTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@TempDir
	private static Path directory;

	private static TlsMaterial ours;

	private static TlsMaterial elsewhere;

	private static TlsMaterial foreign;

	private static Nodes nodes;

	@BeforeAll
	static void start() throws Exception {
		Authority authority = new Authority(Files.createDirectory(directory.resolve("ours")));
		ours = authority.issue("ip:127.0.0.1");
		elsewhere = authority.issue("dns:elsewhere.example");
		foreign = new Authority(Files.createDirectory(directory.resolve("foreign"))).issue("ip:127.0.0.1");
		nodes = new Nodes(2, MessagingSettings.DEFAULTS, ours);
		nodes.node(1).messenger().handle(MessageHandler.of("echo", IncomingMessage::payload, byte[].class));
	}

	@AfterAll
	static void close() {
		if (nodes != null) {
			nodes.close();
		}
	}

	@Test
	void membersOfOneAuthorityTalkAndLargeMessagesComeThroughWhole() {
		byte[] large = new byte[MessagingSettings.DEFAULTS.payloadBytes()];
		large[large.length - 1] = 7;
		assertThat(nodes.node(0).messenger().ask(nodes.node(1).id(), "echo", large, Map.of(), byte[].class, SOON))
			.succeedsWithin(SOON)
			.isEqualTo(large);
	}

	@Test
	void whoHasACertificateOfTheAuthorityForItsHostIsHeard() throws Exception {
		try (Stranger stranger = new Stranger(ours)) {
			stranger.dial(nodes.node(1).id().address(), introduction());
			stranger.send(new Envelope(Envelope.Kind.ASK, "echo", "byte[]", 1, Map.of(), new byte[] { 9 }));
			assertThat(stranger.next().payload()).containsExactly(9);
		}
	}

	@Test
	void aCertificateOfAnotherHostDoesNotIntroduceAMember() {
		assertThat(reason(elsewhere)).containsIgnoringCase("certificate");
	}

	@Test
	void nobodyWithoutACertificateOfTheAuthorityIsHeard() {
		assertThat(reason(foreign)).isNotBlank();
		assertThat(reason(null)).isNotBlank();
	}

	private static String reason(@Nullable TlsMaterial tls) {
		try (Stranger stranger = new Stranger(tls)) {
			return stranger.dial(nodes.node(1).id().address(), introduction()).reason();
		}
	}

	private static Introduction introduction() {
		return new Introduction(nodes.node(0).runtime().state().clusterId(), nodes.node(0).id(), nodes.node(1).id());
	}

}
