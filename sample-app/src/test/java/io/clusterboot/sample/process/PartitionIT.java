package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
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
			fleet.watch(LOSS, (node, report) -> clusters.add(report.clusterId()));
			long cut = System.nanoTime();
			network.loseBetween(1, hosts(three), hosts(two));
			Duration survived = fleet.awaitWhole(three, CUT);
			Fleet.figure("split 3/2, the three are a cluster without the two, after the cut", survived, CUT);
			Duration ended = fleet.await(two, CUT, "no cluster without a majority",
					(report) -> report.clusterId().isEmpty());
			Fleet.figure("split 3/2, the two have ended their membership, after that", ended, CUT);
			fleet.watch(CUT.minusNanos(System.nanoTime() - cut), (node, report) -> {
				clusters.add(report.clusterId());
				assertThat(report.size()).as("members at %s", node).isIn(two.contains(node) ? 0 : 3);
			});
			network.loseBetween(0.8, hosts(three), hosts(two));
			fleet.watch(LOSS, (node, report) -> clusters.add(report.clusterId()));
			network.heal();
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("split 3/2, five again, after the heal", whole, Duration.ofSeconds(15));

			clusters.remove("");
			assertThat(clusters).as("clusters ever seen").containsExactly(clusterId);
			for (ClusterProcess survivor : three) {
				assertThat(survivor.log()).noneMatch((line) -> line.contains("membership ended"));
				// While some packets come through, one of the two may make one of the
				// three doubt another one, for a moment.
				three.forEach((other) -> assertThat(survivor.sightings(other.address(), 0))
					.as("what %s saw of %s", survivor, other)
					.doesNotContain("DOWN", "REMOVED"));
				two.forEach((other) -> assertThat(survivor.sightings(other.address(), 0))
					.as("what %s saw of %s", survivor, other)
					.containsSubsequence("UP", "unreachable, UNREACHABLE", "DOWN", "REMOVED", "UP"));
			}
			two.forEach((other) -> assertThat(other.log()).anyMatch((line) -> line.contains("membership ended")));
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
