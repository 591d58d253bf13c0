package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A killed node that is started again at the same address waits for nobody.
 */
class RestartIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void aKilledNodeIsUpAgainAtItsAddressBeforeItsOldLifeWasDowned() {
		Duration bound = Duration.ofSeconds(2);
		List<ClusterProcess> nodes = IntStream.range(0, 3)
			.mapToObj((index) -> ClusterProcess.sample("restart-" + index))
			.toList();
		try (Fleet fleet = new Fleet(nodes)) {
			// Longer than a start takes.
			nodes.forEach((node) -> node.withSeeds(nodes).with("--cluster.downing.crash-stable-after=5m"));
			fleet.startAndAgree();
			ClusterProcess restarted = fleet.node(1);
			List<ClusterProcess> others = fleet.without(restarted);
			String oldLife = others.get(0).report().orElseThrow().incarnation(restarted.address());
			List<Integer> logStart = others.stream().map((node) -> node.log().size()).toList();
			restarted.signal("KILL");
			restarted.close();
			restarted.start();
			Fleet.until(restarted::isListening, PATIENCE, () -> restarted + " listens");
			Duration taken = fleet.awaitWhole(nodes, PATIENCE);
			Fleet.figure("started again at the same address, up for all, after it listens", taken, bound);
			for (int i = 0; i < others.size(); i++) {
				ClusterProcess other = others.get(i);
				assertThat(other.report().orElseThrow().incarnation(restarted.address())).isNotEqualTo(oldLife);
				List<String> seen = other.sightings(restarted.address(), logStart.get(i));
				assertThat(seen).as("what %s saw", other).containsSubsequence("REMOVED", "UP").endsWith("UP");
				assertThat(seen).doesNotContain("DOWN").containsOnlyOnce("REMOVED", "UP");
				// a status that is over when the news of it come is skipped
				assertThat(seen).filteredOn("JOINING"::equals).hasSizeLessThanOrEqualTo(1);
			}
		}
	}

}
