package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.SeenSet;
import io.clusterboot.v1.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/2 as a weapon, against a real server that a real node is linked with: the attack
 * ends, the node's probes come through meanwhile, memory does not grow, and there is
 * little to read about it.
 */
class FloodTests {

	private static final Digest DIGEST = new Digest(Fingerprint.ZERO, Fingerprint.ZERO, Fingerprint.ZERO);

	private static final long HEAP_BOUND = 32 * 1024 * 1024;

	/** More than any of the attackers gets through. */
	private static final long MOST_BYTES = 64 * 1024 * 1024;

	private static final byte[] HELLO = WireLimits.hello(Wire.Greeting.newBuilder().setSelf(WireLimits.node(1)));

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final java.util.logging.Logger grpc = java.util.logging.Logger.getLogger("io.grpc");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final GrpcLines grpcLines = new GrpcLines();

	private final Peer peer = Peer.plain();

	private final Peer friend = Peer.plain();

	private final long start = System.nanoTime();

	private long link;

	private long accepted;

	private long probes;

	private long heap;

	@BeforeEach
	void befriend() {
		this.lines.start();
		this.root.addAppender(this.lines);
		this.grpc.addHandler(this.grpcLines);
		this.link = this.friend.greet(this.peer);
		this.accepted = this.peer.accept();
		this.friend.next(Input.FrameReceived.class);
		probe();
		this.heap = heap();
	}

	@AfterEach
	void close() {
		this.friend.close();
		this.peer.close();
		this.grpc.removeHandler(this.grpcLines);
		this.root.detachAppender(this.lines);
	}

	@Test
	void rapidResetIsCutOff() throws Exception {
		attack((connection) -> {
			for (int stream = 1; stream < 20_000; stream += 2) {
				connection.send(RawHttp2.together(
						RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.link()),
						RawHttp2.frame(RawHttp2.RESET, 0, stream, new byte[] { 0, 0, 0, 8 })));
			}
		});
		assertOneLine("abused HTTP/2");
	}

	@Test
	void aContinuationFloodIsCutOff() throws Exception {
		attack((connection) -> {
			connection.send(RawHttp2.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.link()));
			connection.flood(RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, new byte[] { 0x00, 1, 'a', 1, 'b' }),
					MOST_BYTES);
		});
		assertOneLine("abused HTTP/2");
	}

	@Test
	void aHeaderListThatIsTooLongIsCutOff() throws Exception {
		byte[] headers = new byte[16_000];
		for (int i = 0; i + 100 <= headers.length; i += 100) {
			headers[i + 1] = 10;
			Arrays.fill(headers, i + 2, i + 12, (byte) 'n');
			headers[i + 12] = 87;
			Arrays.fill(headers, i + 13, i + 100, (byte) 'v');
		}
		attack((connection) -> {
			connection.send(RawHttp2.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.link()));
			connection.flood(RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, headers), MOST_BYTES);
		});
		assertOneLine("abused HTTP/2");
	}

	@Test
	void aPingFloodIsCutOff() throws Exception {
		attack((connection) -> connection.flood(RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]), MOST_BYTES));
		assertOneLine("abused HTTP/2");
	}

	@Test
	void aSettingsFloodOfOneWhoNeverReadsIsCutOff() throws Exception {
		attack((connection) -> connection.flood(RawHttp2.frame(RawHttp2.SETTINGS, 0, 0), MOST_BYTES));
		assertOneLine("Turned away a connection");
	}

	@Test
	void aFloodOfEmptyDataIsCutOff() throws Exception {
		attack((connection) -> {
			connection.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.link()));
			connection.flood(RawHttp2.frame(RawHttp2.DATA, 0, 1), MOST_BYTES);
		});
		// what was slow enough meets the deadline of the Hello, and then a closed stream
		assertThat(this.peer.told()).isEmpty();
	}

	@Test
	void tooManyStreamsAreRefusedAndTheOthersEndWithoutAHello() throws Exception {
		attack((connection) -> {
			for (int stream = 1; stream < 2000; stream += 2) {
				connection.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.link()));
			}
		});
		assertThat(this.peer.transport.refused(Refusal.LINK)).isLessThanOrEqualTo(8);
	}

	@Test
	void aHandshakeThatTricklesIsCutOff() throws Exception {
		byte[] beginning = RawHttp2.together(RawHttp2.PREFACE, RawHttp2.frame(RawHttp2.SETTINGS, 0, 0));
		Callable<Void> attack = () -> {
			try (RawHttp2 connection = RawHttp2.connect(this.peer.address())) {
				trickle(connection, beginning);
				connection.awaitEnd();
			}
			return null;
		};
		during(attack);
		assertOneLine("began no stream");
	}

	@Test
	void aHelloThatTricklesIsCutOff() throws Exception {
		byte[] hello = RawHttp2.message(HELLO);
		during(() -> {
			try (RawHttp2 connection = RawHttp2.open(this.peer.address())) {
				connection.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.link()));
				for (int i = 0; i < hello.length - 1 && this.peer.transport.refused(Refusal.LINK) == 0; i++) {
					connection.send(RawHttp2.frame(RawHttp2.DATA, 0, 1, hello[i]));
					TimeUnit.MILLISECONDS.sleep(300);
				}
				// the stream has ended for the server, though not for this side
				connection.awaitEnd();
			}
			return null;
		});
		assertThat(this.peer.transport.refused(Refusal.CONNECTION)).isEqualTo(1);
		assertOneLine("no Hello in time");
	}

	@Test
	void aPeerThatReadsSlowlyLosesItsLinkAndNobodyElseNotices() throws Exception {
		try (RawHttp2 slow = RawHttp2.open(this.peer.address())) {
			slow.send(RawHttp2.together(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.link()),
					RawHttp2.frame(RawHttp2.DATA, 0, 1, RawHttp2.message(HELLO))));
			long toSlow = this.peer.accept();
			Frame large = large();
			boolean lost = false;
			for (int i = 0; i < 200 && !lost; i++) {
				this.peer.send(toSlow, large);
				// told at once, by who sends
				lost = this.peer.told().stream().anyMatch(Input.LinkClosed.class::isInstance);
				if (!lost) {
					slow.read(new byte[1024]);
					probe();
				}
			}
			Input.LinkClosed closed = this.peer.next(Input.LinkClosed.class);
			assertThat(closed).isEqualTo(new Input.LinkClosed(toSlow, Disconnect.RESET, "peer does not read"));
		}
		assertThat(heap() - this.heap).isLessThan(HEAP_BOUND);
		assertOneLine("peer does not read");
	}

	@Test
	void thousandsOfHalfOpenSocketsAreBoundedAndClosed() throws Exception {
		List<RawHttp2> sockets = new ArrayList<>();
		int most = 0;
		try {
			for (int i = 0; i < 2500; i++) {
				RawHttp2 socket = RawHttp2.connect(this.peer.address(), "127.0.0.2");
				sockets.add(socket);
				if (i % 3 == 1) {
					half(socket);
				}
				most = Math.max(most, this.peer.transport.strangers.count());
				if (i % 250 == 0) {
					probe();
					newcomer();
				}
			}
			for (RawHttp2 socket : sockets) {
				socket.awaitEnd();
			}
		}
		finally {
			for (RawHttp2 socket : sockets) {
				socket.close();
			}
		}
		// and the newcomers
		assertThat(most).isLessThanOrEqualTo(Strangers.MOST_OF_ONE_HOST + 10);
		assertThat(this.peer.transport.refused(Refusal.CONNECTION)).isGreaterThan(1000);
		assertHarmless();
		assertOneLine("Turned away a connection");
	}

	@Test
	void tlsAndHttpOneAndAScanAreTurnedAway() throws Exception {
		byte[] clientHello = { 0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x03 };
		for (byte[] first : List.of(clientHello, "GET / HTTP/1.1\r\n\r\n".getBytes(), new byte[] { 0 })) {
			try (RawHttp2 connection = RawHttp2.connect(this.peer.address())) {
				connection.send(first);
				connection.awaitEnd();
			}
		}
		assertThat(this.peer.transport.refused(Refusal.CONNECTION)).isEqualTo(3);
		assertHarmless();
		assertOneLine("it speaks TLS and this node does not");
	}

	private static void half(RawHttp2 socket) {
		try {
			socket.send(Arrays.copyOf(RawHttp2.PREFACE, 12));
		}
		catch (IOException ex) {
			// turned away already
		}
	}

	private static void trickle(RawHttp2 connection, byte[] bytes) throws InterruptedException {
		try {
			for (byte one : bytes) {
				connection.send(new byte[] { one });
				TimeUnit.MILLISECONDS.sleep(300);
			}
		}
		catch (IOException ex) {
			// cut off
		}
	}

	/** Runs one attack to its end while the node's probes go on. */
	private void attack(Attack attack) throws Exception {
		during(() -> {
			try (RawHttp2 connection = RawHttp2.open(this.peer.address())) {
				try {
					attack.run(connection);
				}
				catch (IOException ex) {
					// cut off
				}
				connection.awaitEnd();
			}
			return null;
		});
	}

	private void during(Callable<Void> attack) throws InterruptedException, ExecutionException {
		FutureTask<Void> task = new FutureTask<>(attack);
		Thread attacker = new Thread(task, "attacker");
		attacker.start();
		while (!task.isDone()) {
			probe();
			TimeUnit.MILLISECONDS.sleep(20);
		}
		task.get();
		assertHarmless();
	}

	private void assertHarmless() {
		probe();
		newcomer();
		assertThat(this.peer.told()).isEmpty();
		assertThat(heap() - this.heap).isLessThan(HEAP_BOUND);
	}

	/** A probe and its answer, over the link that was there before. */
	private void probe() {
		this.probes++;
		this.friend.send(this.link, new Frame.Probe(this.probes, DIGEST));
		assertNext(this.peer, new Input.FrameReceived(this.accepted, new Frame.Probe(this.probes, DIGEST)));
		this.peer.transport.handled(this.accepted);
		this.peer.send(this.accepted, new Frame.ProbeAck(this.probes, DIGEST));
		assertNext(this.friend, new Input.FrameReceived(this.link, new Frame.ProbeAck(this.probes, DIGEST)));
		this.friend.transport.handled(this.link);
	}

	/** Nothing else came before it. */
	private static void assertNext(Peer peer, Input expected) {
		assertThat(peer.next(Input.class, (input) -> !(input instanceof Input.Late))).isEqualTo(expected);
	}

	/** Somebody new is let in. */
	private void newcomer() {
		try (Peer newcomer = Peer.plain()) {
			newcomer.greet(this.peer);
			long link = this.peer.accept();
			newcomer.next(Input.FrameReceived.class);
			newcomer.close();
			this.peer.next(Input.LinkClosed.class, (input) -> input.link() == link);
		}
	}

	/** One line a topic in ten seconds, without a stack trace, and none of grpc's. */
	private void assertOneLine(String words) {
		assertThat(this.lines.list).anySatisfy((line) -> assertThat(line.getFormattedMessage()).contains(words));
		assertThat(this.lines.list).allSatisfy((line) -> assertThat(line.getThrowableProxy()).isNull());
		long most = 1 + (System.nanoTime() - this.start) / 10_000_000_000L;
		for (Refusal kind : Refusal.values()) {
			assertThat(this.lines.list).filteredOn((line) -> line.getFormattedMessage().startsWith(kind.topic()))
				.hasSizeLessThanOrEqualTo((int) most);
		}
		assertThat(this.grpcLines.lines).isEmpty();
	}

	private static Frame large() {
		List<NodeData> data = new ArrayList<>();
		for (int i = 1; i <= 200; i++) {
			data.add(NodeData.of(new NodeId(new NodeAddress("host-" + i, 7946), i), 1, Map.of("k", "x".repeat(4000))));
		}
		return new Frame.Gossip(1, 0, new Delta(List.of(), List.of(), 1, List.of(), data),
				SeenSet.complete(Fingerprint.ZERO));
	}

	private static long heap() {
		System.gc();
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** Misuses a connection. */
	@FunctionalInterface
	private interface Attack {

		void run(RawHttp2 connection) throws IOException, InterruptedException;

	}

	/** What grpc itself writes. */
	private static final class GrpcLines extends Handler {

		private final List<LogRecord> lines = new ArrayList<>();

		@Override
		public void publish(LogRecord line) {
			this.lines.add(line);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
