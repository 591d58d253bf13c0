package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many small processes on one machine, so many that not everybody observes everybody.
 */
@Tag("long")
class CrowdIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int AT_ONCE = 2;

	@Test
	void tenOfTwentyKilledAtOnceAreRemovedAndNobodyElseIsTouched() {
		try (Fleet fleet = fleet("crowd", 20)) {
			fleet.startAndAgree(AT_ONCE);
			// Of two halves the one with the lowest address goes on.
			List<ClusterProcess> survivors = fleet.nodes().subList(0, 10);
			List<ClusterProcess> killed = fleet.nodes().subList(10, 20);
			Map<ClusterProcess, Integer> logStart = survivors.stream()
				.collect(Collectors.toMap((node) -> node, (node) -> node.log().size()));
			ClusterProcess.signal("KILL", killed);
			Duration seen = fleet.await(survivors, PATIENCE, "all ten are crashed or gone",
					(report) -> killed.stream()
						.allMatch((node) -> report.evidence(node.address()).isPresent()
								|| report.member(node.address()).isEmpty()));
			Fleet.figure("ten of twenty killed, unreachable for all others", seen, Duration.ofSeconds(1));
			Duration removed = fleet.awaitWhole(survivors, PATIENCE).plus(seen);
			Fleet.figure("ten of twenty killed, removed by all others (crash-stable-after is 2 s)", removed,
					Duration.ofSeconds(10));
			for (ClusterProcess survivor : survivors) {
				survivors.forEach((other) -> assertThat(survivor.sightings(other.address(), logStart.get(survivor)))
					.as("what %s saw of %s", survivor, other)
					.isEmpty());
				// A member may hear of the downing before it judged itself.
				killed.forEach((other) -> assertThat(survivor.sightings(other.address(), logStart.get(survivor)))
					.as("what %s saw of %s", survivor, other)
					.endsWith("REMOVED"));
			}
		}
	}

	@Test
	void tenAreRestartedOneByOneAndAlwaysHaveALeader() {
		try (Fleet fleet = fleet("rolling", 10)) {
			fleet.startAndAgree(AT_ONCE);
			String clusterId = fleet.node(0).report().orElseThrow().clusterId();
			List<ClusterProcess> restarted = new ArrayList<>();
			for (ClusterProcess node : fleet.nodes()) {
				List<ClusterProcess> others = fleet.without(node);
				node.signal("TERM");
				assertThat(node.awaitExit(PATIENCE)).isPresent();
				Duration left = fleet.awaitWhole(others, PATIENCE);
				Fleet.figure("rolling restart of ten, the nine others agree after the exit", left,
						Duration.ofSeconds(1));
				node.start();
				Fleet.until(node::isListening, PATIENCE, () -> node + " listens");
				Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
				Fleet.figure("rolling restart of ten, ten agree after it listens", whole, Duration.ofSeconds(5));
				restarted.add(node);
				assertThat(restarted).allSatisfy((other) -> assertThat(other.log()).as("log of %s", other)
					.noneMatch((line) -> line.contains("sees the leader gone") || line.contains(" unreachable, ")));
			}
			assertThat(fleet.node(0).report().orElseThrow().clusterId()).isEqualTo(clusterId);
		}
	}

	private static Fleet fleet(String name, int size) {
		Fleet fleet = new Fleet(IntStream.range(0, size)
			.mapToObj((index) -> ClusterProcess.sample("%s-%02d".formatted(name, index)).withJvm("-Xmx64m"))
			.toList());
		fleet.nodes().forEach((node) -> node.withSeeds(fleet.nodes().subList(0, 3)));
		return fleet;
	}

}
