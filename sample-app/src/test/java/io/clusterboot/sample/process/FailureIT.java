package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the others see of a node that is killed, stopped or told to end. Every test starts
 * from five nodes that agree.
 */
class FailureIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static Fleet fleet;

	private Map<ClusterProcess, Integer> logStart;

	@BeforeAll
	static void create() {
		fleet = new Fleet(
				IntStream.range(0, 5).mapToObj((index) -> ClusterProcess.sample("failure-" + index)).toList());
		// A slow machine must not turn a node that is only stopped into one that is
		// downed.
		fleet.nodes()
			.forEach((node) -> node.withSeeds(fleet.nodes().subList(0, 3)).with("--cluster.downing.stable-after=60s"));
	}

	@AfterAll
	static void close() {
		if (fleet != null) {
			fleet.close();
		}
	}

	@BeforeEach
	void fiveAgree() {
		fleet.startAndAgree();
		this.logStart = fleet.nodes().stream().collect(Collectors.toMap((node) -> node, (node) -> node.log().size()));
	}

	@Test
	void aKilledNodeIsCrashedForAllAndThenRemoved() {
		ClusterProcess killed = fleet.node(2);
		List<ClusterProcess> others = fleet.without(killed);
		killed.signal("KILL");
		Duration bound = Duration.ofSeconds(1);
		Duration seen = fleet.await(others, PATIENCE, killed + " is unreachable, CRASHED",
				(report) -> report.evidence(killed.address()).equals(Optional.of("CRASHED")));
		Fleet.figure("killed, CRASHED for all others", seen, bound);
		Duration removed = fleet.awaitWhole(others, PATIENCE).plus(seen);
		Fleet.figure("killed, removed by all others (crash-stable-after is 2 s)", removed, PATIENCE);
		assertSightings(others, killed, List.of("unreachable, CRASHED", "DOWN", "REMOVED"));
		assertNobodyElseWasAccused(others, killed);
	}

	@Test
	void aStoppedNodeIsUnreachableForAllAndReachableOnceItGoesOn() {
		ClusterProcess stopped = fleet.node(3);
		List<ClusterProcess> others = fleet.without(stopped);
		stopped.signal("STOP");
		Duration bound = Duration.ofMillis(6500);
		Duration seen = fleet.await(others, PATIENCE, stopped + " is unreachable",
				(report) -> report.evidence(stopped.address()).isPresent());
		Fleet.figure("stopped, unreachable for all others", seen, bound);
		stopped.signal("CONT");
		Duration back = fleet.awaitWhole(fleet.nodes(), PATIENCE);
		Fleet.figure("continued, reachable for all and agreed", back, PATIENCE);
		assertSightings(others, stopped, List.of("unreachable, UNREACHABLE", "reachable again"));
		assertNobodyElseWasAccused(fleet.nodes(), stopped);
	}

	@Test
	void aTerminatedNodeLeavesAndEnds() {
		ClusterProcess leaving = fleet.node(0);
		List<ClusterProcess> others = fleet.without(leaving);
		Duration bound = Duration.ofSeconds(1);
		leaving.signal("TERM");
		Duration removed = fleet.await(others, PATIENCE, leaving + " is removed",
				(report) -> report.member(leaving.address()).isEmpty());
		Fleet.figure("terminated, removed by all others", removed, bound);
		assertEnds(leaving);
		fleet.awaitWhole(others, PATIENCE);
		assertSightings(others, leaving, List.of("LEAVING", "EXITING", "REMOVED"));
		assertNobodyElseWasAccused(others, leaving);
	}

	@Test
	void aNodeLeavesWhileAnotherOneIsStopped() {
		ClusterProcess stopped = fleet.node(1);
		ClusterProcess leaving = fleet.node(4);
		List<ClusterProcess> others = fleet.without(stopped, leaving);
		stopped.signal("STOP");
		fleet.await(fleet.without(stopped), PATIENCE, stopped + " is unreachable",
				(report) -> report.evidence(stopped.address()).isPresent());
		Duration bound = Duration.ofSeconds(2);
		leaving.signal("TERM");
		Duration removed = fleet.await(others, PATIENCE, leaving + " is removed",
				(report) -> report.member(leaving.address()).isEmpty());
		Fleet.figure("terminated while another one is stopped, removed by the three others", removed, bound);
		assertEnds(leaving);
		assertSightings(others, leaving, List.of("LEAVING", "EXITING", "REMOVED"));
		stopped.signal("CONT");
		fleet.awaitWhole(fleet.without(leaving), PATIENCE);
	}

	private static void assertEnds(ClusterProcess node) {
		long start = System.nanoTime();
		Optional<Integer> code = node.awaitExit(Duration.ofSeconds(5));
		Fleet.figure("removed, its process ends", Duration.ofNanos(System.nanoTime() - start), Duration.ofSeconds(5));
		assertThat(code).as("exit code").isPresent().get().isIn(0, 143);
	}

	private void assertSightings(List<ClusterProcess> observers, ClusterProcess node, List<String> expected) {
		for (ClusterProcess observer : observers) {
			int start = this.logStart.get(observer);
			Fleet.until(() -> observer.sightings(node.address(), start).size() >= expected.size(), PATIENCE,
					() -> observer + " saw of " + node + " only " + observer.sightings(node.address(), start));
			assertThat(observer.sightings(node.address(), start)).as("what %s saw of %s", observer, node)
				.isEqualTo(expected);
		}
	}

	private void assertNobodyElseWasAccused(List<ClusterProcess> observers, ClusterProcess accused) {
		for (ClusterProcess observer : observers) {
			for (ClusterProcess other : fleet.without(accused)) {
				assertThat(observer.sightings(other.address(), this.logStart.get(observer)))
					.as("what %s saw of %s", observer, other)
					.isEmpty();
			}
		}
	}

}
