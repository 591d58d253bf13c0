package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.SeenSet;
import io.clusterboot.transport.TransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two transports over loopback.
 */
class GrpcTransportTests {

	private static final Digest DIGEST = new Digest(new Fingerprint(1, 2), new Fingerprint(3, 4),
			new Fingerprint(5, 6));

	private final Peer first = Peer.plain();

	private final Peer second = Peer.plain();

	@AfterEach
	void close() {
		this.first.close();
		this.second.close();
	}

	@Test
	void aFreePortIsPicked() {
		assertThat(this.first.address().port()).isPositive();
		assertThat(this.first.address().port()).isNotEqualTo(this.second.address().port());
	}

	@Test
	void aPortThatIsTakenIsNamed() {
		NodeAddress taken = this.first.address();
		assertThatExceptionOfType(TransportException.class).isThrownBy(() -> Peer.at(taken))
			.satisfies((ex) -> assertThat(ex.port()).isEqualTo(taken.port()))
			.satisfies((ex) -> assertThat(ex.bindHost()).isEqualTo("127.0.0.1"))
			.withCauseInstanceOf(BindException.class);
	}

	@Test
	void framesTravelInOrderInBothDirections() {
		long dialled = this.first.greet(this.second);
		Input.FrameReceived hello = this.second.next(Input.FrameReceived.class);
		assertThat(hello.link()).isNegative();
		assertThat(hello.frame()).isEqualTo(this.first.hello(this.second.id));
		this.second.send(hello.link(), new Frame.Accepted(this.second.id));
		assertThat(this.first.next(Input.FrameReceived.class))
			.isEqualTo(new Input.FrameReceived(dialled, new Frame.Accepted(this.second.id)));
		for (int i = 1; i <= 100; i++) {
			this.first.send(dialled, new Frame.Probe(i, DIGEST));
			this.second.send(hello.link(), new Frame.ProbeAck(i, DIGEST));
		}
		for (int i = 1; i <= 100; i++) {
			assertThat(this.second.next(Input.FrameReceived.class).frame()).isEqualTo(new Frame.Probe(i, DIGEST));
			this.second.transport.handled(hello.link());
			assertThat(this.first.next(Input.FrameReceived.class).frame()).isEqualTo(new Frame.ProbeAck(i, DIGEST));
			this.first.transport.handled(dialled);
		}
	}

	@Test
	void nothingIsReadBeforeTheLinkIsAcceptedAndAWindowAfterwards() {
		long dialled = this.first.greet(this.second);
		for (int i = 1; i <= 100; i++) {
			this.first.send(dialled, new Frame.GossipAck(i));
		}
		Input.FrameReceived hello = this.second.next(Input.FrameReceived.class);
		this.second.transport.handled(hello.link());
		// Something that goes the same way and is told when the frames would have been.
		this.first.call(this.second.address(), this.first.join(), 5000);
		this.second.next(Input.CallReceived.class);
		assertThat(this.second.told()).isEmpty();
		this.second.send(hello.link(), new Frame.Accepted(this.second.id));
		this.second.next(Input.FrameReceived.class, (input) -> input.frame().equals(new Frame.GossipAck(16)));
		this.first.call(this.second.address(), this.first.join(), 5000);
		this.second.next(Input.CallReceived.class);
		assertThat(this.second.told()).isEmpty();
		for (int i = 17; i <= 100; i++) {
			this.second.transport.handled(hello.link());
		}
		this.second.next(Input.FrameReceived.class, (input) -> input.frame().equals(new Frame.GossipAck(96)));
	}

	@Test
	void aFirstFrameOtherThanHelloEndsTheStream() {
		long dialled = this.first.dial(this.second.address());
		this.first.send(dialled, new Frame.GossipAck(1));
		Input.LinkClosed closed = this.first.next(Input.LinkClosed.class);
		assertThat(closed.reason()).isEqualTo(Disconnect.PROTOCOL);
		assertThat(closed.detail()).contains("Hello");
		assertThat(this.second.told()).isEmpty();
	}

	@Test
	void aCloseTellsTheOtherSideWhyAndItsOwnSideNothing() {
		long dialled = this.first.greet(this.second);
		long accepted = this.second.accept();
		this.first.next(Input.FrameReceived.class);
		this.first.send(dialled, new Frame.GossipAck(7));
		this.first.transport.perform(new Output.Close(dialled, "enough"));
		assertThat(this.second.next(Input.FrameReceived.class).frame()).isEqualTo(new Frame.GossipAck(7));
		assertThat(this.second.next(Input.LinkClosed.class))
			.isEqualTo(new Input.LinkClosed(accepted, Disconnect.CLOSED, "enough"));
		assertThat(this.first.told()).isEmpty();
	}

	@Test
	void theAcceptingSideMayCloseToo() {
		long dialled = this.first.greet(this.second);
		Input.FrameReceived hello = this.second.next(Input.FrameReceived.class);
		Frame refused = new Frame.Refused(Rejection.CLUSTER_NAME, "another name", this.second.id);
		this.second.send(hello.link(), refused);
		this.second.transport.perform(new Output.Close(hello.link(), "refused"));
		assertThat(this.first.next(Input.FrameReceived.class).frame()).isEqualTo(refused);
		assertThat(this.first.next(Input.LinkClosed.class))
			.isEqualTo(new Input.LinkClosed(dialled, Disconnect.CLOSED, "refused"));
		assertThat(this.second.told()).isEmpty();
	}

	@Test
	void aPortWhereNobodyListensRefusesAtOnceEachTime() {
		NodeAddress gone = this.second.address();
		this.second.close();
		for (int i = 0; i < 5; i++) {
			long start = System.nanoTime();
			long link = this.first.dial(gone);
			Input.LinkClosed closed = this.first.next(Input.LinkClosed.class);
			assertThat(closed.link()).isEqualTo(link);
			if (i == 0) {
				// the kernel may reset a connection that meets the end of the listener
				assertThat(closed.reason()).isIn(Disconnect.REFUSED, Disconnect.RESET);
				continue;
			}
			assertThat(closed.reason()).isEqualTo(Disconnect.REFUSED);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		}
		this.first.call(gone, this.first.join(), 5000);
		assertThat(this.first.next(Input.CallFailed.class).reason()).isEqualTo(Disconnect.REFUSED);
	}

	@Test
	void aNodeThatComesBackIsReachedAtOnce() {
		NodeAddress address = this.second.address();
		this.first.greet(this.second);
		this.second.accept();
		this.second.close();
		this.first.next(Input.LinkClosed.class);
		this.first.dial(address);
		assertThat(this.first.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.REFUSED);
		try (Peer restarted = Peer.at(address)) {
			this.first.greet(restarted);
			restarted.accept();
			assertThat(this.first.next(Input.FrameReceived.class).frame()).isEqualTo(new Frame.Accepted(restarted.id));
		}
	}

	@Test
	void aHostThatCannotBeResolvedIsUnreachable() {
		this.first.dial(new NodeAddress("no-such-host.invalid", 7946));
		assertThat(this.first.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.UNREACHABLE);
	}

	@Test
	void aHostNameIsResolved() {
		this.first.dial(new NodeAddress("localhost", this.second.address().port()));
		this.first.send(1, this.first.hello(this.second.id));
		this.second.accept();
		assertThat(this.first.next(Input.FrameReceived.class).frame()).isInstanceOf(Frame.Accepted.class);
	}

	@Test
	void aProcessThatAcceptsButNeverAnswersIsUnreachable() throws IOException {
		try (ServerSocket stopped = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			NodeAddress address = new NodeAddress("127.0.0.1", stopped.getLocalPort());
			this.first.dial(address);
			this.first.call(address, this.first.join(), 500);
			assertThat(this.first.next(Input.CallFailed.class).reason()).isEqualTo(Disconnect.UNREACHABLE);
			assertThat(this.first.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.UNREACHABLE);
		}
	}

	@Test
	void aConnectionThatBreaksIsAResetOnBothSides() throws Exception {
		try (BreakableProxy proxy = new BreakableProxy(this.second.address().port())) {
			long dialled = this.first.dial(new NodeAddress("127.0.0.1", proxy.port()));
			this.first.send(dialled, this.first.hello(this.second.id));
			long accepted = this.second.accept();
			this.first.next(Input.FrameReceived.class);
			proxy.reset();
			Input.LinkClosed atDialler = this.first.next(Input.LinkClosed.class);
			assertThat(atDialler.link()).isEqualTo(dialled);
			assertThat(atDialler.reason()).isEqualTo(Disconnect.RESET);
			Input.LinkClosed atAcceptor = this.second.next(Input.LinkClosed.class);
			assertThat(atAcceptor.link()).isEqualTo(accepted);
			assertThat(atAcceptor.reason()).isEqualTo(Disconnect.RESET);
		}
	}

	@Test
	void aCallIsAnswered() {
		Request.Join join = this.first.join("web", "worker");
		long call = this.first.call(this.second.address(), join, 5000);
		Input.CallReceived received = this.second.next(Input.CallReceived.class);
		assertThat(received.request()).isEqualTo(join);
		Response response = new Response.Welcome(new ClusterId(3, 4),
				new Delta(List.of(), List.of(), 1, List.of(), largeData()));
		this.second.transport.perform(new Output.Reply(received.call(), response));
		assertThat(this.first.next(Input.CallAnswered.class)).isEqualTo(new Input.CallAnswered(call, response));
	}

	@Test
	void aCallThatIsNotAnsweredInTimeFails() {
		this.first.call(this.second.address(), this.first.join(), 300);
		Input.CallReceived received = this.second.next(Input.CallReceived.class);
		assertThat(this.first.next(Input.CallFailed.class).reason()).isEqualTo(Disconnect.UNREACHABLE);
		this.second.transport.perform(new Output.Reply(received.call(), new Response.Granted()));
		assertThat(this.first.told()).isEmpty();
	}

	@Test
	void aPeerThatDoesNotReadLosesItsLink() {
		long dialled = this.first.greet(this.second);
		this.second.accept();
		Frame large = new Frame.Gossip(1, 0, new Delta(List.of(), List.of(), 1, List.of(), largeData().subList(0, 200)),
				SeenSet.complete(Fingerprint.ZERO));
		for (int i = 0; i < 20; i++) {
			this.first.send(dialled, large);
		}
		Input.LinkClosed closed = this.first.next(Input.LinkClosed.class);
		assertThat(closed.reason()).isEqualTo(Disconnect.RESET);
		assertThat(closed.detail()).contains("does not read");
	}

	@Test
	void aFrameThatIsTooLargeIsNotSent() {
		long dialled = this.first.greet(this.second);
		this.second.accept();
		this.first.send(dialled, new Frame.Gossip(1, 0, new Delta(List.of(), List.of(), 1, List.of(), largeData()),
				SeenSet.complete(Fingerprint.ZERO)));
		assertThat(this.first.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.PROTOCOL);
	}

	@Test
	void aLinkAndACallShareAConnection() throws Exception {
		try (BreakableProxy proxy = new BreakableProxy(this.second.address().port())) {
			NodeAddress address = new NodeAddress("127.0.0.1", proxy.port());
			this.first.call(address, this.first.join(), 5000);
			Input.CallReceived call = this.second.next(Input.CallReceived.class);
			this.second.transport.perform(new Output.Reply(call.call(), new Response.Granted()));
			this.first.next(Input.CallAnswered.class);
			this.first.dial(address);
			this.first.send(this.first.dial(address), this.first.hello(this.second.id));
			this.second.accept();
			assertThat(proxy.connections()).isEqualTo(1);
		}
	}

	@Test
	void closingTellsPeersAndTakesLessThanASecond() {
		this.first.greet(this.second);
		this.second.accept();
		long start = System.nanoTime();
		this.first.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		assertThat(this.second.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.CLOSED);
		this.first.close();
	}

	private static List<NodeData> largeData() {
		String value = "x".repeat(4000);
		List<NodeData> data = new java.util.ArrayList<>();
		for (int i = 1; i <= 1000; i++) {
			data.add(NodeData.of(new NodeId(new NodeAddress("host-" + i, 7946), i), 1, Map.of("key", value)));
		}
		return data;
	}

}
