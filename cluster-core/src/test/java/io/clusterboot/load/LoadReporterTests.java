package io.clusterboot.load;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a node tells others of its load, and when.
 */
class LoadReporterTests {

	private static final NodeAddress ADDRESS = new NodeAddress("10.0.0.1", 7946);

	private final Node node = new Node();

	private double heap = 0.5;

	private LoadReporter reporter() {
		return new LoadReporter(this.node, new Load(() -> this.heap, () -> 0, () -> 0, () -> 0));
	}

	@Test
	void nothingIsToldBeforeTheNodeIsAMember() {
		try (LoadReporter reporter = reporter()) {
			reporter.sample(0);
			assertThat(this.node.told).isEmpty();
			assertThat(reporter.last()).isEqualTo(new LoadSample(500, 0, 0, 0));
			this.node.join(1);
			reporter.sample(1000);
			assertThat(this.node.told).containsExactly(new LoadSample(500, 0, 0, 0));
		}
	}

	@Test
	void onlyWhatChangedIsToldButTheLastSampleIsKnown() {
		this.node.join(1);
		try (LoadReporter reporter = reporter()) {
			reporter.sample(0);
			reporter.sample(60_000);
			assertThat(this.node.told).hasSize(1);
			this.heap = 0.52;
			reporter.sample(600_000);
			assertThat(this.node.told).hasSize(1);
			assertThat(reporter.last().heapPermille()).isEqualTo(520);
			this.heap = 0.9;
			reporter.sample(1_200_000);
			assertThat(this.node.told).hasSize(2).last().isEqualTo(new LoadSample(900, 0, 0, 0));
		}
	}

	@Test
	void aNodeThatRejoinedTellsItsLoadAgain() {
		this.node.join(1);
		try (LoadReporter reporter = reporter()) {
			reporter.sample(0);
			this.node.join(2);
			reporter.sample(100);
			assertThat(this.node.told).hasSize(2).containsOnly(new LoadSample(500, 0, 0, 0));
		}
	}

	@Test
	void aSampleThatFailsEndsNothing() throws Exception {
		BlockingQueue<String> asked = new LinkedBlockingQueue<>();
		this.node.join(1);
		try (LoadReporter reporter = new LoadReporter(this.node, () -> {
			asked.add("asked");
			throw new IllegalStateException("not now");
		})) {
			reporter.start();
			assertThat(asked.poll(20, TimeUnit.SECONDS)).isNotNull();
			assertThat(asked.poll(20, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void theBeansOfTheJdkAreSampled() throws Exception {
		this.node.join(1);
		try (LoadReporter reporter = new LoadReporter(this.node, () -> 70_000)) {
			reporter.start();
			LoadSample told = this.node.told.poll(20, TimeUnit.SECONDS);
			assertThat(told).isNotNull();
			assertThat(told.heapPermille()).isBetween(1, 1000);
			assertThat(told.queueDelayMicros()).isEqualTo(70_000);
		}
	}

	/** A node that keeps in mind what it was to tell. */
	private static final class Node implements Cluster {

		private final BlockingQueue<LoadSample> told = new LinkedBlockingQueue<>();

		private volatile ClusterState state = ClusterState.outside("test", new NodeId(ADDRESS, 1), 0, List.of());

		private void join(long incarnation) {
			NodeId self = new NodeId(ADDRESS, incarnation);
			this.state = new ClusterState("test", null, 1, true, List.of(), self,
					List.of(new Member(self, MemberStatus.UP, true, new TreeSet<>(), 1, "", Map.of())), List.of(),
					List.of(), null, null, Map.of(), List.of());
		}

		@Override
		public ClusterState state() {
			return this.state;
		}

		@Override
		public CompletableFuture<Void> reportLoad(LoadSample load) {
			this.told.add(load);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<Void> leave() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> leave(NodeAddress address) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> down(NodeAddress address) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> putMetadata(Map<String, String> entries) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
			throw new UnsupportedOperationException();
		}

	}

}
