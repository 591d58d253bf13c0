package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Networks that break, and heal.
 */
@Tag("network")
class PartitionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Duration LOSS = Duration.ofSeconds(10);

	private static final Duration CUT = Duration.ofSeconds(60);

	private static final Duration FLAP = Duration.ofSeconds(20);

	static IntStream splits() {
		return IntStream.rangeClosed(1, Integer.getInteger("split.repetitions", 1));
	}

	@ParameterizedTest
	@MethodSource("splits")
	void ofFiveThreeGoOnWithoutTwoThatComeBackOnceTheNetworkIsWhole(int repetition) {
		try (Network network = Network.create(5); Fleet fleet = fleet("split-" + repetition, network, 0, 1, 3)) {
			fleet.startAndAgree();
			String clusterId = fleet.node(0).report().orElseThrow().clusterId();
			List<ClusterProcess> three = fleet.nodes().subList(0, 3);
			List<ClusterProcess> two = fleet.nodes().subList(3, 5);
			Set<String> clusters = ConcurrentHashMap.newKeySet();

			network.loseBetween(0.8, hosts(three), hosts(two));
			fleet.watch(fleet.nodes(), LOSS, (node, report) -> clusters.add(report.clusterId()));
			long cut = System.nanoTime();
			network.loseBetween(1, hosts(three), hosts(two));
			Duration survived = fleet.awaitWhole(three, CUT);
			Fleet.figure("split 3/2, the three are a cluster without the two, after the cut", survived, CUT);
			Duration ended = fleet.await(two, CUT, "no cluster without a majority",
					(report) -> report.clusterId().isEmpty());
			Fleet.figure("split 3/2, the two have ended their membership, after that", ended, CUT);
			fleet.watch(fleet.nodes(), CUT.minusNanos(System.nanoTime() - cut), (node, report) -> {
				clusters.add(report.clusterId());
				assertThat(report.size()).as("members at %s", node).isIn(two.contains(node) ? 0 : 3);
			});
			network.loseBetween(0.8, hosts(three), hosts(two));
			fleet.watch(fleet.nodes(), LOSS, (node, report) -> clusters.add(report.clusterId()));
			network.heal();
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("split 3/2, five again, after the heal", whole, Duration.ofSeconds(15));

			clusters.remove("");
			assertThat(clusters).as("clusters ever seen").containsExactly(clusterId);
			// While some packets come through, one of the two may make one of the three
			// doubt another one, for a moment.
			assertNobodyWasDowned(three, three);
			for (ClusterProcess survivor : three) {
				two.forEach((other) -> assertThat(survivor.sightings(other.address(), 0))
					.as("what %s saw of %s", survivor, other)
					.containsSubsequence("UP", "DOWN", "REMOVED", "UP"));
			}
			two.forEach((other) -> assertThat(other.log()).anyMatch((line) -> line.contains("membership ended")));
		}
	}

	@Test
	@Tag("long")
	void halvesThatFindEachOtherInTimeDownNobody() {
		try (Network network = Network.create(4); Fleet fleet = fleet("halves", network, 0, 2)) {
			// Halves on a busy machine do not notice the cut in the same second.
			fleet.nodes().forEach((node) -> node.with("--cluster.downing.stable-after=60s"));
			fleet.startAndAgree();
			List<ClusterProcess> some = fleet.nodes().subList(0, 2);
			List<ClusterProcess> others = fleet.nodes().subList(2, 4);
			network.loseBetween(1, hosts(some), hosts(others));
			fleet.await(fleet.nodes(), PATIENCE, "the other half is unreachable",
					(report) -> report.unreachable() == 2);
			network.heal();
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("half/half cut of four, agreed again after the heal", whole, Duration.ofSeconds(3));
			assertNobodyWasDowned(fleet.nodes(), fleet.nodes());
		}
	}

	@Test
	@Tag("long")
	void aBadLinkBetweenTwoIsSuspectedAndNoMoreThanThat() {
		try (Network network = Network.create(3); Fleet fleet = fleet("link", network, 0, 1, 2)) {
			fleet.startAndAgree();
			ClusterProcess one = fleet.node(0);
			ClusterProcess other = fleet.node(1);
			network.loseBetween(1, hosts(List.of(one)), hosts(List.of(other)));
			Duration seen = fleet.await(fleet.nodes(), PATIENCE, "a bad link, as all see",
					(report) -> report.suspicion(one.address()).equals(Optional.of("LINK"))
							&& report.suspicion(other.address()).equals(Optional.of("LINK")));
			Fleet.figure("one bad link of three, LINK both ways for all", seen, Duration.ofSeconds(10));
			// longer than stable-after
			fleet.watch(fleet.nodes(), Duration.ofSeconds(15), (node, report) -> {
				assertThat(report.unreachable()).as("unreachable at %s", node).isZero();
				assertThat(report.size()).as("members at %s", node).isEqualTo(3);
			});
			network.heal();
			Duration clear = fleet.await(fleet.nodes(), PATIENCE, "no suspicion",
					(report) -> report.suspicion(one.address()).isEmpty()
							&& report.suspicion(other.address()).isEmpty());
			Fleet.figure("one bad link of three, no suspicion left after the heal", clear, Duration.ofSeconds(10));
			fleet.nodes()
				.forEach((node) -> fleet.nodes()
					.forEach((of) -> assertThat(node.sightings(of.address(), 0)).as("what %s saw of %s", node, of)
						.isSubsetOf("JOINING", "UP")));
		}
	}

	@Test
	@Tag("long")
	void aNodeThatHearsNobodyNowAndThenHarmsNobody() {
		int cycles = Integer.getInteger("flapper.cycles", 4);
		try (Network network = Network.create(5); Fleet fleet = fleet("flapper", network, 0, 1, 2)) {
			fleet.startAndAgree();
			String clusterId = fleet.node(0).report().orElseThrow().clusterId();
			ClusterProcess flapper = fleet.node(2);
			List<ClusterProcess> others = fleet.without(flapper);
			for (int cycle = 0; cycle < cycles; cycle++) {
				network.lose(1, hosts(others), hosts(List.of(flapper)));
				fleet.watch(others, FLAP, (node, report) -> assertThat(report.clusterId()).isEqualTo(clusterId));
				network.heal();
				fleet.watch(others, FLAP, (node, report) -> assertThat(report.clusterId()).isEqualTo(clusterId));
			}
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("no inbound packets at one of five, 20 s on and off, whole again after the last time", whole,
					Duration.ofSeconds(15));
			long downed = others.get(0)
				.sightings(flapper.address(), 0)
				.stream()
				.filter((sighting) -> sighting.equals("DOWN"))
				.count();
			System.out.printf("measured: the one was downed %d times in %d cycles%n", downed, cycles);
			assertNobodyWasDowned(others, others);
			assertThat(downed).isLessThanOrEqualTo(cycles);
		}
	}

	private static void assertNobodyWasDowned(List<ClusterProcess> observers, List<ClusterProcess> nodes) {
		for (ClusterProcess observer : observers) {
			assertThat(observer.log()).noneMatch((line) -> line.contains("membership ended"));
			nodes.forEach(
					(node) -> assertThat(observer.sightings(node.address(), 0)).as("what %s saw of %s", observer, node)
						.doesNotContain("DOWN", "REMOVED"));
		}
	}

	private static Fleet fleet(String name, Network network, int... seeds) {
		Fleet fleet = new Fleet(IntStream.range(0, network.size())
			.mapToObj((index) -> ClusterProcess.sample(name + "-" + index).on(network.host(index)))
			.toList());
		List<ClusterProcess> known = IntStream.of(seeds).mapToObj(fleet::node).toList();
		fleet.nodes().forEach((node) -> node.withSeeds(known));
		return fleet;
	}

	private static List<Host> hosts(List<ClusterProcess> nodes) {
		return nodes.stream().map(ClusterProcess::host).toList();
	}

}
