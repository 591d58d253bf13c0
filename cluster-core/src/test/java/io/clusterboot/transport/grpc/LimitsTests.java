package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.clusterboot.api.Limits;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.v1.Wire;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each limit of the wire, against the decoders and against a real server: what is just
 * within it is read, what is just beyond it ends the stream with a status, is counted,
 * and nothing of it reaches the node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTests {

	private static final byte[] HELLO = WireLimits.hello(Wire.Greeting.newBuilder().setSelf(WireLimits.node(1)));

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final long start = System.nanoTime();

	private Peer peer;

	private RawClient client;

	@BeforeAll
	void listen() {
		this.lines.start();
		this.root.addAppender(this.lines);
		this.peer = Peer.plain();
		this.client = new RawClient(this.peer.address());
	}

	@AfterAll
	void close() {
		this.client.close();
		this.peer.close();
		this.root.detachAppender(this.lines);
		long most = 1 + (System.nanoTime() - this.start) / 10_000_000_000L;
		for (Refusal kind : Refusal.values()) {
			assertThat(this.lines.list).filteredOn((line) -> line.getFormattedMessage().startsWith(kind.topic()))
				.hasSizeLessThanOrEqualTo((int) most);
		}
		assertThat(this.lines.list).allSatisfy((line) -> assertThat(line.getThrowableProxy()).isNull());
	}

	@ParameterizedTest
	@MethodSource("limits")
	void theDecoderReadsWhatIsWithinALimitAndRefusesWhatIsBeyond(WireLimits.Case limit) {
		assertThatCode(() -> decode(limit.kind(), limit.good())).doesNotThrowAnyException();
		if (limit.words().equals("The size of a frame") || limit.words().equals("must be a Hello")) {
			// not the decoder's
			return;
		}
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> decode(limit.kind(), limit.bad()))
			.withMessageContaining(limit.words());
	}

	@ParameterizedTest
	@MethodSource("limits")
	void theServerReadsWhatIsWithinALimitAndRefusesWhatIsBeyond(WireLimits.Case limit) {
		switch (limit.kind()) {
			case FRAME -> frame(limit);
			case HELLO -> hello(limit);
			case REQUEST -> request(limit);
			case DECODED_FRAME, RESPONSE -> {
				// a dialled node's, which a server does not read
			}
		}
		assertThat(this.peer.told()).isEmpty();
	}

	@Test
	void aMillionElementsOfNothingCostLittle() {
		List<byte[]> floods = List.of(repeated(wrapped(Wire.Gossip.DELTA_FIELD_NUMBER, Wire.Delta.NODES_FIELD_NUMBER)),
				repeated(wrapped(Wire.Gossip.DELTA_FIELD_NUMBER, Wire.Delta.MEMBERS_FIELD_NUMBER)),
				repeated(wrapped(Wire.Gossip.DELTA_FIELD_NUMBER, Wire.Delta.ROWS_FIELD_NUMBER)),
				repeated(wrapped(Wire.Gossip.DELTA_FIELD_NUMBER, Wire.Delta.DATA_FIELD_NUMBER)));
		long before = heap();
		for (int i = 0; i < 12; i++) {
			long refused = this.peer.transport.refused(Refusal.LINK);
			RawClient.Talk talk = accepted();
			talk.send(floods.get(i % floods.size()));
			assertThat(talk.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
			assertThat(this.peer.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.PROTOCOL);
			assertThat(this.peer.transport.refused(Refusal.LINK)).isEqualTo(refused + 1);
		}
		assertThat(heap() - before).isLessThan(16 * 1024 * 1024);
		assertThat(this.peer.told()).isEmpty();
	}

	static Stream<WireLimits.Case> limits() {
		return WireLimits.all();
	}

	private static void decode(WireLimits.Kind kind, byte[] bytes) throws MalformedFrameException {
		switch (kind) {
			case FRAME, DECODED_FRAME -> new FrameDecoder().decode(FrameDecoder.parse(bytes));
			case HELLO -> {
				Bounds.greeting(bytes);
				new FrameDecoder().decode(FrameDecoder.parse(bytes));
			}
			case REQUEST -> {
				Bounds.greeting(bytes);
				CallCodec.decodeRequest(bytes);
			}
			case RESPONSE -> CallCodec.decodeResponse(bytes);
		}
	}

	private void frame(WireLimits.Case limit) {
		RawClient.Talk good = accepted();
		good.send(limit.good());
		assertThat(this.peer.next(Input.FrameReceived.class).frame()).isNotInstanceOf(Frame.Hello.class);
		good.cancel();
		assertThat(this.peer.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.RESET);
		long refused = this.peer.transport.refused(Refusal.LINK);
		RawClient.Talk bad = accepted();
		bad.send(limit.bad());
		assertRefused(bad, limit, Refusal.LINK, refused);
		assertThat(this.peer.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.PROTOCOL);
	}

	private void hello(WireLimits.Case limit) {
		RawClient.Talk good = this.client.link(limit.good());
		Input.FrameReceived hello = this.peer.next(Input.FrameReceived.class);
		this.peer.transport.perform(new Output.Close(hello.link(), "enough"));
		assertThat(good.end().isOk()).isTrue();
		long refused = this.peer.transport.refused(Refusal.LINK);
		assertRefused(this.client.link(limit.bad()), limit, Refusal.LINK, refused);
	}

	private void request(WireLimits.Case limit) {
		RawClient.Talk good = this.client.ask(limit.good());
		long call = this.peer.next(Input.CallReceived.class).call();
		this.peer.transport.perform(new Output.Reply(call, new Response.Granted()));
		assertThat(good.end().isOk()).isTrue();
		long refused = this.peer.transport.refused(Refusal.CALL);
		assertRefused(this.client.ask(limit.bad()), limit, Refusal.CALL, refused);
	}

	private void assertRefused(RawClient.Talk talk, WireLimits.Case limit, Refusal kind, long before) {
		Status status = talk.end();
		assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(status.getDescription()).contains(limit.words());
		assertThat(this.peer.transport.refused(kind)).isEqualTo(before + 1);
	}

	private RawClient.Talk accepted() {
		RawClient.Talk talk = this.client.link(HELLO);
		this.peer.accept();
		talk.next();
		return talk;
	}

	/** The start of a frame with an empty element of a list, without the lengths. */
	private static int[] wrapped(int... fields) {
		return fields;
	}

	/** A gossip frame of nearly the largest size that has nothing but empty elements. */
	private static byte[] repeated(int[] fields) {
		int count = (Limits.FRAME_BYTES - 64) / 2;
		byte[] elements = new byte[2 * count];
		for (int i = 0; i < count; i++) {
			elements[2 * i] = (byte) (fields[1] << 3 | 2);
		}
		byte[] delta = enclosed(fields[0], elements);
		return enclosed(Wire.Frame.GOSSIP_FIELD_NUMBER, delta);
	}

	private static byte[] enclosed(int field, byte[] content) {
		java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
		out.write(field << 3 | 2);
		int length = content.length;
		while (length > 0x7f) {
			out.write(length & 0x7f | 0x80);
			length >>>= 7;
		}
		out.write(length);
		out.writeBytes(content);
		return out.toByteArray();
	}

	private static long heap() {
		System.gc();
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
