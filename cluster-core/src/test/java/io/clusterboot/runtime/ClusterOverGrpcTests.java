package io.clusterboot.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A few real nodes over real gRPC.
 */
class ClusterOverGrpcTests {

	private final TestCluster cluster = new TestCluster();

	@AfterEach
	void close() {
		this.cluster.close();
	}

	@Test
	void aNodeAloneFormsACluster() {
		this.cluster.form(1);
		assertThat(this.cluster.node(0).isLeader()).isTrue();
	}

	@Test
	void nodesFormOneClusterAndAgree() {
		this.cluster.form(5);
		assertThat(this.cluster.nodes()).filteredOn(ClusterRuntime::isLeader).hasSize(1);
		assertThat(this.cluster.node(0).state().members()).extracting((member) -> member.upNumber())
			.doesNotHaveDuplicates();
	}

	@Test
	void listenersSeeALegalOrderThatLeadsToTheState() {
		EventReplay replay = new EventReplay();
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		ClusterRuntime first = this.cluster.add();
		first.subscribe((event) -> {
			try {
				assertThat(first.state().view()).isGreaterThanOrEqualTo(event.state().view());
				replay.apply(event);
			}
			catch (Throwable ex) {
				failures.add(ex);
			}
		});
		first.join();
		for (int i = 0; i < 3; i++) {
			this.cluster.add().join();
		}
		this.cluster.awaitAgreement(4);
		assertThat(this.cluster.forget(3).leave()).succeedsWithin(Duration.ofSeconds(10));
		this.cluster.awaitAgreement(3);
		first.close();
		assertThat(failures).isEmpty();
		assertThat(replay.statuses()).isEmpty();
		this.cluster.forget(0);
	}

	@Test
	void aNodeThatLeavesIsSeenLeavingExitingAndRemoved() {
		this.cluster.form(3);
		Queue<String> told = new ConcurrentLinkedQueue<>();
		NodeId leaver = this.cluster.node(1).self();
		this.cluster.node(2).subscribe((event) -> {
			if (event instanceof MemberEvent change && change.member().id().equals(leaver)) {
				told.add(change.getClass().getSimpleName());
			}
		});
		ClusterRuntime left = this.cluster.forget(1);
		assertThat(left.leave()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(left.state().members()).isEmpty();
		this.cluster.awaitAgreement(2);
		this.cluster.await("told", () -> told.size() == 4);
		assertThat(told).containsExactly("MemberUp", "MemberLeft", "MemberExited", "MemberRemoved");
	}

	@Test
	void aMemberCanLetAnotherOneLeave() {
		this.cluster.form(3);
		NodeAddress address = this.cluster.node(2).self().address();
		assertThat(this.cluster.node(0).leave(address)).succeedsWithin(Duration.ofSeconds(5));
		ClusterRuntime left = this.cluster.forget(2);
		this.cluster.awaitAgreement(2);
		this.cluster.await("outside", () -> left.state().members().isEmpty());
	}

	@Test
	void aCrashedNodeIsUnreachableSoonAndRemoved() {
		this.cluster.form(5);
		NodeAddress crashed = this.cluster.crash(3);
		long start = System.nanoTime();
		this.cluster.await("seen as crashed", () -> this.cluster.nodes()
			.stream()
			.allMatch((node) -> node.state().members().size() == 4 || evidence(node, crashed) == Evidence.CRASHED));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
		this.cluster.awaitAgreement(4);
	}

	@Test
	void aNodeThatIsDeclaredDownJoinsAgain() {
		this.cluster.form(3);
		ClusterRuntime downed = this.cluster.node(2);
		NodeId before = downed.self();
		assertThat(this.cluster.node(0).down(before.address())).succeedsWithin(Duration.ofSeconds(5));
		this.cluster.await("a new life", () -> downed.self().incarnation() > before.incarnation());
		this.cluster.awaitAgreement(3);
	}

	@Test
	void aNodeThatRestartsAtItsAddressReplacesItsFormerLife() {
		this.cluster.form(3);
		NodeId before = this.cluster.node(2).self();
		Queue<ClusterEvent> told = new ConcurrentLinkedQueue<>();
		NodeAddress address = this.cluster.crash(2);
		this.cluster.node(0).subscribe(told::add);
		ClusterRuntime restarted = this.cluster.add(address, null, (settings) -> settings);
		restarted.join();
		this.cluster.awaitAgreement(3);
		assertThat(restarted.self().incarnation()).isGreaterThan(before.incarnation());
		assertThat(this.cluster.node(0).state().member(before)).isEmpty();
		List<String> order = told.stream()
			.filter((event) -> event instanceof MemberEvent change && change.member().address().equals(address))
			.map((event) -> event.getClass().getSimpleName())
			.toList();
		assertThat(order).containsSubsequence("MemberRemoved", "MemberUp");
	}

	@Test
	void metadataIsSeenByAll() {
		this.cluster.form(3);
		NodeId id = this.cluster.node(1).self();
		assertThat(this.cluster.node(1).putMetadata(Map.of("http-port", "8080"))).succeedsWithin(Duration.ofSeconds(5));
		this.cluster.await("metadata everywhere", () -> this.cluster.nodes()
			.stream()
			.allMatch((node) -> "8080".equals(node.state().member(id).orElseThrow().metadata().get("http-port"))));
	}

	@Test
	void aNodeOfAnotherClusterStaysOutside() {
		this.cluster.form(2);
		ClusterRuntime stranger = this.cluster.add(null, (settings) -> settings.name("another"));
		stranger.join();
		this.cluster.await("refused",
				() -> stranger.state().blockedBy().stream().anyMatch((reason) -> reason.contains("another")));
		this.cluster.forget(2);
		this.cluster.awaitAgreement(2);
		assertThat(stranger.state().members()).isEmpty();
	}

	@Test
	void strangersDoNotDisturb() throws IOException {
		this.cluster.form(2);
		ClusterId id = this.cluster.node(0).state().clusterId();
		int port = this.cluster.node(0).self().address().port();
		byte[] random = new byte[4096];
		new Random(3).nextBytes(random);
		for (int i = 0; i < 10; i++) {
			send(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			send(port, random);
		}
		this.cluster.add().join();
		this.cluster.awaitAgreement(3);
		assertThat(this.cluster.node(2).state().clusterId()).isEqualTo(id);
	}

	@Test
	void aSlowListenerDelaysNoProbe() {
		CountDownLatch release = new CountDownLatch(1);
		ClusterRuntime slow = this.cluster.add();
		slow.subscribe((event) -> awaitQuietly(release));
		slow.join();
		this.cluster.add().join();
		this.cluster.add().join();
		this.cluster.awaitAgreement(3);
		Queue<Unreachability> reports = new ConcurrentLinkedQueue<>();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
		this.cluster.await("time passed", () -> {
			this.cluster.nodes().forEach((node) -> {
				reports.addAll(node.state().unreachable());
				reports.addAll(node.state().suspected());
			});
			return System.nanoTime() > end;
		});
		assertThat(reports).isEmpty();
		release.countDown();
	}

	@Test
	void tenNodesThatStartAtOnceAreOneCluster() {
		ClusterRuntime seed = this.cluster.add();
		for (int i = 1; i < 10; i++) {
			this.cluster.add();
		}
		this.cluster.nodes().forEach(ClusterRuntime::join);
		this.cluster.awaitAgreement(10);
		assertThat(seed.state().members()).allMatch((member) -> member.status() == MemberStatus.UP);
	}

	private static Evidence evidence(ClusterRuntime node, NodeAddress subject) {
		return node.state()
			.unreachable()
			.stream()
			.filter((report) -> report.member().address().equals(subject))
			.map(Unreachability::evidence)
			.findFirst()
			.orElse(Evidence.LINK);
	}

	private static void send(int port, byte[] bytes) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port); OutputStream out = socket.getOutputStream()) {
			out.write(bytes);
		}
		catch (java.net.SocketException ex) {
			// Turned away before all was sent.
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
