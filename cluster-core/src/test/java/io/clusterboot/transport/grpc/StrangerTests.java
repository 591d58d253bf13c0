package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.clusterboot.api.Limits;
import io.clusterboot.node.Input;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes to a port that is open: nothing of it reaches the node, and little of it the
 * log.
 */
class StrangerTests {

	private static final Logger GRPC = Logger.getLogger("io.grpc");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final List<LogRecord> grpcLines = new ArrayList<>();

	private final Handler grpcHandler = new Handler() {

		@Override
		public void publish(LogRecord line) {
			StrangerTests.this.grpcLines.add(line);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	private final Peer peer = Peer.plain();

	@BeforeEach
	void listen() {
		this.lines.start();
		root().addAppender(this.lines);
		GRPC.addHandler(this.grpcHandler);
	}

	@AfterEach
	void close() {
		GRPC.removeHandler(this.grpcHandler);
		root().detachAppender(this.lines);
		this.peer.close();
	}

	@Test
	void anHttpRequestIsTurnedAwayWithOneLine() throws IOException {
		for (int i = 0; i < 5; i++) {
			sendAndAwaitEnd("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(this.lines.list).hasSize(1);
		assertThat(this.lines.list.get(0).getFormattedMessage()).contains("an HTTP/1 request");
		assertNothingElse();
	}

	@Test
	void randomBytesAreTurnedAwayWithOneLine() throws IOException {
		Random random = new Random(1);
		for (int i = 0; i < 20; i++) {
			byte[] bytes = new byte[1 + random.nextInt(2000)];
			random.nextBytes(bytes);
			bytes[0] = (byte) i;
			sendAndAwaitEnd(bytes);
		}
		assertThat(this.lines.list).hasSize(1);
		assertNothingElse();
	}

	@Test
	void rightFirstBytesAndGarbageBehindThemEndTheConnectionQuietly() throws IOException {
		byte[] garbage = new byte[1000];
		new Random(2).nextBytes(garbage);
		byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
		byte[] all = new byte[preface.length + garbage.length];
		System.arraycopy(preface, 0, all, 0, preface.length);
		System.arraycopy(garbage, 0, all, preface.length, garbage.length);
		sendAndAwaitEnd(all);
		assertNothingElse();
	}

	@Test
	void aPortScanLeavesNoTrace() throws IOException {
		for (int i = 0; i < 20; i++) {
			new Socket("127.0.0.1", this.peer.address().port()).close();
		}
		sendAndAwaitEnd("x".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.lines.list).hasSize(1);
		assertNothingElse();
	}

	@Test
	void socketsThatSayNothingAreClosed() throws IOException {
		List<Socket> silent = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			silent.add(new Socket("127.0.0.1", this.peer.address().port()));
		}
		long start = System.nanoTime();
		for (Socket socket : silent) {
			awaitEnd(socket);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
		assertNothingElse();
	}

	@Test
	void aFrameThatIsTooLargeClosesTheStreamWithAStatus() throws Exception {
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.peer.address().port())
			.usePlaintext()
			.build();
		try {
			for (int i = 0; i < 3; i++) {
				Status status = linkAndSend(channel, new byte[10 * Limits.FRAME_BYTES]).get(10, TimeUnit.SECONDS);
				assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
				assertThat(status.getDescription()).contains("exceeds");
			}
		}
		finally {
			channel.shutdownNow();
		}
		assertThat(this.lines.list).hasSize(1);
		assertThat(this.lines.list.get(0).getFormattedMessage()).contains("exceeds");
		assertNothingElse();
	}

	@Test
	void aStreamThatSaysNothingIsClosedWithAStatus() throws Exception {
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.peer.address().port())
			.usePlaintext()
			.build();
		try {
			Status status = linkAndSend(channel).get(10, TimeUnit.SECONDS);
			assertThat(status.getDescription()).contains("Hello");
		}
		finally {
			channel.shutdownNow();
		}
		assertNothingElse();
	}

	private void assertNothingElse() {
		assertThat(this.peer.told()).isEmpty();
		assertThat(this.grpcLines).isEmpty();
		// The port still works.
		try (Peer other = Peer.plain()) {
			other.greet(this.peer);
			this.peer.accept();
			other.next(Input.FrameReceived.class);
		}
	}

	private CompletableFuture<Status> linkAndSend(ManagedChannel channel, byte[]... messages) {
		CompletableFuture<Status> end = new CompletableFuture<>();
		ClientCall<byte[], byte[]> call = channel.newCall(Methods.LINK, CallOptions.DEFAULT);
		call.start(new ClientCall.Listener<>() {

			@Override
			public void onClose(Status status, Metadata trailers) {
				end.complete(status);
			}

		}, new Metadata());
		call.request(1);
		for (byte[] message : messages) {
			call.sendMessage(message);
		}
		return end;
	}

	private void sendAndAwaitEnd(byte[] bytes) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.peer.address().port())) {
			socket.getOutputStream().write(bytes);
			awaitEnd(socket);
		}
	}

	private static void awaitEnd(Socket socket) throws IOException {
		socket.setSoTimeout(10_000);
		try (InputStream in = socket.getInputStream()) {
			in.readAllBytes();
		}
		catch (java.net.SocketException ex) {
			// Reset: an end too.
		}
	}

	private static ch.qos.logback.classic.Logger root() {
		return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

}
