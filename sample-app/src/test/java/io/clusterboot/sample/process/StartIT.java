package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/**
 * Many nodes that start in the same moment become one cluster.
 */
class StartIT {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final int ROUNDS = Integer.getInteger("start.rounds", 1);

	@Test
	void tenNodesWithOneSeedStartedAtOnceAgree() {
		Duration bound = Duration.ofSeconds(3);
		try (Fleet fleet = new Fleet(samples("ten", 10))) {
			fleet.nodes().forEach((node) -> node.withSeeds(List.of(fleet.node(0))));
			for (int round = 0; round < ROUNDS; round++) {
				fleet.nodes().forEach(ClusterProcess::start);
				agree(fleet, "ten JVMs with one seed", bound);
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
				agree(fleet, "five JVMs with three seeds, killed and started again", bound);
			}
		}
	}

	private static List<ClusterProcess> samples(String name, int count) {
		return new ArrayList<>(
				IntStream.range(0, count).mapToObj((index) -> ClusterProcess.sample(name + "-" + index)).toList());
	}

	/**
	 * Waits until all are one cluster. The logs tell when every node saw every node UP:
	 * ten JVMs that have just started on two cores would be busy with nothing but the
	 * first requests to their actuators. Those follow, for the agreement.
	 */
	private static void agree(Fleet fleet, String what, Duration bound) {
		Duration start = Fleet.until(() -> fleet.nodes().stream().allMatch(ClusterProcess::isListening), PATIENCE,
				() -> "all nodes listen");
		Fleet.figure(what + ": all listen", start, PATIENCE);
		long listening = System.nanoTime();
		Fleet.until(() -> fleet.nodes().stream().allMatch((node) -> seesAllUp(node, fleet)), PATIENCE,
				() -> "all nodes see all nodes UP");
		Duration up = Duration.ofNanos(System.nanoTime() - listening);
		Fleet.figure(what + ", after the last one listens: all UP for all", up, bound);
		fleet.awaitWhole(fleet.nodes(), PATIENCE);
		Duration agreed = Duration.ofNanos(System.nanoTime() - listening);
		Fleet.figure(what + ", after the last one listens: agreed, as all actuators said", agreed, PATIENCE);
	}

	private static boolean seesAllUp(ClusterProcess node, Fleet fleet) {
		List<String> log = node.log();
		return fleet.nodes()
			.stream()
			.allMatch((other) -> log.stream()
				.anyMatch((line) -> line.endsWith(node.address() + " sees " + other.address() + " UP")));
	}

}
