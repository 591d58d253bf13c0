package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many nodes that start in the same moment become one cluster.
 */
class StartIT {

	private static final int ROUNDS = Integer.getInteger("start.rounds", 1);

	@Test
	void tenNodesWithOneSeedAgreeWithinThreeSecondsOfTheLastOneListening() {
		Duration bound = Duration.ofSeconds(3);
		try (Fleet fleet = new Fleet(samples("ten", 10))) {
			fleet.nodes().forEach((node) -> node.withSeeds(List.of(fleet.node(0))));
			for (int round = 0; round < ROUNDS; round++) {
				fleet.nodes().forEach(ClusterProcess::start);
				awaitListening(fleet);
				Duration taken = fleet.awaitWhole(fleet.nodes(), Duration.ofSeconds(60));
				Fleet.figure("ten JVMs agree, after the last one listens", taken, bound);
				assertThat(taken).isLessThan(bound);
				fleet.nodes().forEach(ClusterProcess::close);
			}
		}
	}

	@Test
	void allKilledAndStartedAgainWithThreeSeedsIsOneCluster() {
		Duration bound = Duration.ofSeconds(15);
		try (Fleet fleet = new Fleet(samples("again", 5))) {
			fleet.nodes().forEach((node) -> node.withSeeds(fleet.nodes().subList(0, 3)));
			fleet.startAndAgree();
			for (int round = 0; round < ROUNDS; round++) {
				fleet.nodes().forEach((node) -> node.signal("KILL"));
				fleet.nodes().forEach(ClusterProcess::close);
				fleet.nodes().forEach(ClusterProcess::start);
				awaitListening(fleet);
				Duration taken = fleet.awaitWhole(fleet.nodes(), Duration.ofSeconds(60));
				Fleet.figure("five JVMs with three seeds, killed and started again, are one cluster, "
						+ "after the last one listens", taken, bound);
				assertThat(taken).isLessThan(bound);
			}
		}
	}

	private static List<ClusterProcess> samples(String name, int count) {
		return new ArrayList<>(
				IntStream.range(0, count).mapToObj((index) -> ClusterProcess.sample(name + "-" + index)).toList());
	}

	private static void awaitListening(Fleet fleet) {
		Fleet.until(() -> fleet.nodes().stream().allMatch(ClusterProcess::isListening), Duration.ofSeconds(120),
				() -> "all nodes listen");
	}

}
