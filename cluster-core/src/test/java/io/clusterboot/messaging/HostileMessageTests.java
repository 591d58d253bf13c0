package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import io.clusterboot.v1.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages that are broken or ill meant: each fails alone, and who has no business here
 * is told so.
 */
class HostileMessageTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final byte[] NO_UTF_8 = { (byte) 0xC3, (byte) 0x28 };

	private static final byte[] NO_PROTOBUF = { 0x0a, 0x7f, 1 };

	private final Nodes nodes = new Nodes(2);

	private final Stranger stranger = new Stranger(null);

	@BeforeEach
	void handle() {
		Messenger messenger = this.nodes.node(1).messenger();
		messenger.handle(MessageHandler.of("echo", IncomingMessage::payload, String.class, Wire.NodeId.class));
		messenger.handle(MessageHandler.of("deep", (message) -> endless(0), String.class));
		messenger.handle(MessageHandler.of("missing", (message) -> {
			throw new NoClassDefFoundError("gone");
		}, String.class));
	}

	private static int endless(int depth) {
		return endless(depth + 1) + 1;
	}

	@AfterEach
	void close() {
		this.stranger.close();
		this.nodes.close();
	}

	@Test
	void whatIsBrokenFailsAloneAmongOthersOfItsFrame() throws Exception {
		this.stranger.dial(address(), introduction());
		this.stranger.send(ask(1, "echo", "String", "good".getBytes(StandardCharsets.UTF_8)),
				ask(2, "echo", "String", NO_UTF_8), ask(3, "echo", "NodeId", NO_PROTOBUF),
				ask(4, "echo", "java.lang.Runtime", NO_UTF_8), ask(5, "nobody", "String", new byte[0]),
				ask(6, "", "", new byte[0]), new Envelope(Envelope.Kind.REPLY, "echo", "String", 7, Map.of(), NO_UTF_8),
				new Envelope(Envelope.Kind.FAILURE, "", "TIMEOUT", 8, Map.of(), NO_UTF_8),
				new Envelope(Envelope.Kind.TELL, "echo", "String", 9, Map.of(), NO_UTF_8),
				ask(10, "deep", "String", new byte[0]), ask(11, "missing", "String", new byte[0]),
				ask(12, "echo", "String", "last".getBytes(StandardCharsets.UTF_8)));
		Map<Long, Envelope> answers = new HashMap<>();
		for (int i = 0; i < 9; i++) {
			Envelope answer = this.stranger.next();
			assertThat(answers.put(answer.correlation(), answer)).isNull();
		}
		assertThat(text(answers.get(1L))).isEqualTo("REPLY String good");
		assertThat(text(answers.get(2L))).startsWith("FAILURE MALFORMED ");
		assertThat(text(answers.get(3L))).startsWith("FAILURE MALFORMED ");
		assertThat(text(answers.get(4L))).startsWith("FAILURE UNKNOWN_TYPE ").contains("java.lang.Runtime");
		assertThat(text(answers.get(5L))).startsWith("FAILURE NO_HANDLER ").contains("nobody");
		assertThat(text(answers.get(6L))).startsWith("FAILURE NO_HANDLER ");
		assertThat(text(answers.get(10L))).startsWith("FAILURE StackOverflowError ");
		assertThat(text(answers.get(11L))).isEqualTo("FAILURE NoClassDefFoundError gone");
		assertThat(text(answers.get(12L))).isEqualTo("REPLY String last");
		// what has no asker is counted too
		Nodes.await("counted", () -> this.nodes.node(1).messenger().lost(Reason.MALFORMED) == 5);
	}

	@Test
	void othersAreServedMeanwhile() throws Exception {
		this.stranger.dial(address(), introduction());
		for (int i = 0; i < 1000; i++) {
			this.stranger.send(ask(i, "echo", "String", NO_UTF_8));
		}
		assertThat(this.nodes.node(0)
			.messenger()
			.ask(this.nodes.node(1).id(), "echo", "hello", Map.of(), String.class, SOON)).succeedsWithin(SOON)
			.isEqualTo("hello");
		for (int i = 0; i < 1000; i++) {
			assertThat(text(this.stranger.next())).startsWith("FAILURE MALFORMED ");
		}
	}

	@Test
	void whatTheReceiverWouldNotReadIsNotSent() {
		Map<String, String> many = new HashMap<>();
		for (int i = 0; i <= Envelope.MOST_HEADERS; i++) {
			many.put("h" + i, "");
		}
		assertNotSent("echo", many, "65 headers");
		assertNotSent("echo", Map.of("h", "ä".repeat(Envelope.MOST_HEADER_BYTES / 2)), "8193 bytes");
		assertNotSent("n".repeat(256), Map.of(), "this one has 256");
		assertNotSent("a\nb", Map.of(), "none of control");
		Map<String, String> largest = new HashMap<>();
		for (int i = 10; i < 10 + Envelope.MOST_HEADERS; i++) {
			largest.put("h" + i, "x".repeat(Envelope.MOST_HEADER_BYTES - 3));
		}
		assertThat(this.nodes.node(0)
			.messenger()
			.ask(this.nodes.node(1).id(), "echo", "x".repeat(MessagingSettings.DEFAULTS.payloadBytes()), largest,
					String.class, SOON))
			.succeedsWithin(SOON);
	}

	private void assertNotSent(String handler, Map<String, String> headers, String why) {
		assertThatExceptionOfType(UndeliveredException.class)
			.isThrownBy(() -> this.nodes.node(0).messenger().tell(this.nodes.node(1).id(), handler, "payload", headers))
			.withMessageContaining(why)
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(Reason.NOT_ENCODABLE));
	}

	@Test
	void whoBelongsToAnotherClusterIsToldSo() {
		Introduction ours = introduction();
		assertThat(
				this.stranger.dial(address(), new Introduction(new ClusterId(1, 2), ours.from(), ours.to())).reason())
			.contains("belongs to another cluster");
	}

	@Test
	void whoMeansAnotherLifeIsToldSo() {
		Introduction ours = introduction();
		NodeId before = new NodeId(ours.to().address(), ours.to().incarnation() - 1);
		assertThat(this.stranger.dial(address(), new Introduction(ours.clusterId(), ours.from(), before)).reason())
			.contains("this is " + ours.to() + " and not " + before);
	}

	@Test
	void whoIsNoMemberIsToldSoAfterTheNewsOfItHadTimeToCome() {
		Introduction ours = introduction();
		NodeId unknown = new NodeId(new NodeAddress("127.0.0.1", 1), 1);
		assertThat(this.stranger.dial(address(), new Introduction(ours.clusterId(), unknown, ours.to())).reason())
			.contains("not admitted");
	}

	private NodeAddress address() {
		return this.nodes.node(1).id().address();
	}

	private Introduction introduction() {
		return new Introduction(this.nodes.node(0).runtime().state().clusterId(), this.nodes.node(0).id(),
				this.nodes.node(1).id());
	}

	private static Envelope ask(long number, String handler, String type, byte[] payload) {
		return new Envelope(Envelope.Kind.ASK, handler, type, number, Map.of(), payload);
	}

	private static String text(Envelope answer) {
		return String.join(" ",
				List.of(answer.kind().name(), answer.type(), new String(answer.payload(), StandardCharsets.UTF_8)));
	}

}
