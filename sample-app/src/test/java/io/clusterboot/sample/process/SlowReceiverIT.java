package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A member to which only 1 KB a second comes through while the others have much to tell.
 */
@Tag("network")
@Tag("long")
class SlowReceiverIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int BYTES_PER_SECOND = 1000;

	private static final int RESTARTS = 3;

	// what a heap of some ten megabytes varies by when nothing happens
	private static final long NOISE = 4L << 20;

	@Test
	void costsTheOthersNoMemoryAndDisturbsNobodyElse() {
		try (Network network = Network.create(5);
				Fleet fleet = new Fleet(IntStream.range(0, 5)
					.mapToObj((index) -> ClusterProcess.sample("slow-" + index).on(network.host(index)))
					.toList())) {
			// It shall stay a member, whatever is thought of it.
			fleet.nodes()
				.forEach((node) -> node.withSeeds(fleet.nodes().subList(0, 3))
					.with("--cluster.downing.stable-after=10m"));
			fleet.startAndAgree();
			ClusterProcess slow = fleet.node(3);
			ClusterProcess restarted = fleet.node(4);
			List<ClusterProcess> senders = fleet.without(slow, restarted);
			Map<ClusterProcess, Long> heap = heap(senders);
			network.slow(slow.host(), BYTES_PER_SECOND);
			for (int i = 0; i < RESTARTS; i++) {
				restarted.signal("KILL");
				restarted.close();
				restarted.start();
				fleet.await(fleet.without(slow), PATIENCE, restarted + " is up in a new life",
						(report) -> report.status(restarted.address()).equals("UP"));
			}
			Map<ClusterProcess, Long> heapAfter = heap(senders);
			for (ClusterProcess sender : senders) {
				System.out.printf("measured: heap of %s, one receiver reads 1 KB/s: %d KiB before, %d KiB after%n",
						sender, heap.get(sender) >> 10, heapAfter.get(sender) >> 10);
				assertThat(heapAfter.get(sender)).isLessThan(heap.get(sender) + NOISE);
				senders.forEach((other) -> assertThat(sender.sightings(other.address(), 0))
					.as("what %s saw of %s", sender, other)
					.isSubsetOf("JOINING", "UP"));
			}
			network.heal();
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("a receiver at 1 KB/s, agreed after it is fast again", whole, Duration.ofSeconds(15));
		}
	}

	private static Map<ClusterProcess, Long> heap(List<ClusterProcess> nodes) {
		return nodes.stream().collect(Collectors.toMap((node) -> node, ClusterProcess::usedHeap));
	}

}
