package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that know only the lighthouses.
 */
class LighthouseIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void eachLighthouseIsRestartedInTurnAndNobodyElseNotices() {
		// The samples come first: with the lower ports they lead, so that no leader
		// changes.
		List<ClusterProcess> nodes = new ArrayList<>(
				IntStream.range(0, 3).mapToObj((index) -> ClusterProcess.sample("guest-" + index)).toList());
		List<ClusterProcess> samples = List.copyOf(nodes);
		List<ClusterProcess> lighthouses = List.of(ClusterProcess.lighthouse("lighthouse-0"),
				ClusterProcess.lighthouse("lighthouse-1"));
		nodes.addAll(lighthouses);
		try (Fleet fleet = new Fleet(nodes)) {
			nodes.forEach((node) -> node.withSeeds(lighthouses));
			fleet.startAndAgree();
			String clusterId = fleet.node(0).report().orElseThrow().clusterId();
			for (ClusterProcess lighthouse : lighthouses) {
				List<Integer> logStart = samples.stream().map((node) -> node.log().size()).toList();
				lighthouse.signal("TERM");
				assertThat(lighthouse.awaitExit(PATIENCE)).isPresent().get().isIn(0, 143);
				fleet.awaitWhole(fleet.without(lighthouse), PATIENCE);
				lighthouse.start();
				fleet.awaitWhole(nodes, PATIENCE);
				for (int i = 0; i < samples.size(); i++) {
					assertOnlySaw(samples.get(i), lighthouse, nodes, logStart.get(i));
				}
			}
			assertThat(nodes).allSatisfy((node) -> {
				assertThat(node.report().orElseThrow().clusterId()).isEqualTo(clusterId);
				assertThat(node.log()).noneMatch((line) -> line.contains("OutOfMemoryError"));
			});
		}
	}

	private static void assertOnlySaw(ClusterProcess observer, ClusterProcess restarted, List<ClusterProcess> nodes,
			int logStart) {
		Fleet.until(() -> observer.sightings(restarted.address(), logStart).contains("UP"), PATIENCE,
				() -> observer + " saw the restart of " + restarted);
		// a member that is far away in the overlay may hear of a new one only when it is
		// UP
		assertThat(observer.sightings(restarted.address(), logStart)).as("what %s saw of %s", observer, restarted)
			.isIn(List.of("LEAVING", "EXITING", "REMOVED", "JOINING", "UP"),
					List.of("LEAVING", "EXITING", "REMOVED", "UP"));
		for (ClusterProcess node : nodes) {
			if (!node.equals(restarted)) {
				assertThat(observer.sightings(node.address(), logStart)).as("what %s saw of %s", observer, node)
					.isEmpty();
			}
		}
		assertThat(observer.log().stream().skip(logStart)).noneMatch((line) -> line.contains(" sees the leader "));
	}

}
