package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that stands still for a while and then goes on, as in a long garbage
 * collection or on a machine that was suspended. Every test starts from five nodes that
 * agree.
 */
@Tag("long")
class PauseIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/**
	 * More than detection and the shorter pauses take together, less than the longest.
	 */
	private static final String STABLE_AFTER = "--cluster.downing.stable-after=25s";

	private static Fleet fleet;

	private static ClusterProcess paused;

	private static List<ClusterProcess> others;

	private Map<ClusterProcess, Integer> logStart;

	private String life;

	@BeforeAll
	static void create() {
		fleet = new Fleet(IntStream.range(0, 5).mapToObj((index) -> ClusterProcess.sample("pause-" + index)).toList());
		fleet.nodes().forEach((node) -> node.withSeeds(fleet.nodes().subList(0, 3)).with(STABLE_AFTER));
		paused = fleet.node(1);
		others = fleet.without(paused);
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
		this.life = others.get(0).report().orElseThrow().incarnation(paused.address());
	}

	@Test
	void twoSecondsAreForgiven() {
		pause(Duration.ofSeconds(2));
		fleet.watch(fleet.nodes(), Duration.ofSeconds(10), (node, report) -> {
			assertThat(report.unreachable()).as("unreachable at %s", node).isZero();
			assertThat(report.size()).as("members at %s", node).isEqualTo(5);
		});
		for (ClusterProcess node : fleet.nodes()) {
			fleet.nodes().forEach((other) -> assertSaw(node, other, List.of()));
		}
	}

	@Test
	void afterFifteenSecondsItAccusesNobody() {
		pause(Duration.ofSeconds(15));
		Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
		Fleet.figure("stopped for 15 s, agreed after it went on", whole, Duration.ofSeconds(5));
		for (ClusterProcess other : others) {
			assertSaw(other, paused, List.of("unreachable, UNREACHABLE", "reachable again"));
			fleet.nodes().forEach((node) -> assertSaw(paused, node, List.of()));
		}
		assertThat(others.get(0).report().orElseThrow().incarnation(paused.address())).isEqualTo(this.life);
	}

	@Test
	void afterAMinuteItLearnsThatItWasRemovedAndRejoins() {
		paused.signal("STOP");
		long start = System.nanoTime();
		Duration removed = fleet.awaitWhole(others, PATIENCE);
		Fleet.figure("stopped, removed by all others (stable-after is 25 s)", removed, Duration.ofSeconds(35));
		fleet.watch(others, Duration.ofSeconds(60).minusNanos(System.nanoTime() - start),
				(node, report) -> assertThat(report.isWhole(4)).isTrue());
		paused.signal("CONT");
		Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
		Fleet.figure("stopped for 60 s, a member again after it went on", whole, Duration.ofSeconds(15));
		assertThat(paused.log().stream().skip(this.logStart.get(paused)))
			.anyMatch((line) -> line.contains("The membership ended (REMOVED)"));
		assertThat(others.get(0).report().orElseThrow().incarnation(paused.address())).isNotEqualTo(this.life);
		for (ClusterProcess other : others) {
			assertThat(paused.sightings(other.address(), this.logStart.get(paused)))
				.as("what %s saw of %s", paused, other)
				.noneMatch((sighting) -> sighting.startsWith("unreachable"));
			others.forEach((node) -> assertSaw(other, node, List.of()));
		}
	}

	private static void pause(Duration time) {
		paused.signal("STOP");
		fleet.watch(others, time, (node, report) -> assertThat(report.size()).isEqualTo(5));
		paused.signal("CONT");
	}

	private void assertSaw(ClusterProcess observer, ClusterProcess node, List<String> sightings) {
		assertThat(observer.sightings(node.address(), this.logStart.get(observer)))
			.as("what %s saw of %s", observer, node)
			.isEqualTo(sightings);
	}

}
