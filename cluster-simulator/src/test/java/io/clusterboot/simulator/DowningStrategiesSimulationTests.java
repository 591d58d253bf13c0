package io.clusterboot.simulator;

import java.time.Duration;
import java.util.List;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.DowningSettings.Referee;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole clusters that are cut, under each strategy that needs nothing from outside: the
 * nodes from the given one on are cut off from those before it.
 */
class DowningStrategiesSimulationTests {

	private Recorder recorder;

	private SimulatedCluster world(Setup setup) {
		SimulatedCluster cluster = new SimulatedCluster(setup);
		this.recorder = Recorder.of(cluster);
		return cluster;
	}

	@Test
	void whereNobodyIsUpYetBothSidesOfASplitEndAndFormAnewTogether() {
		SimulatedCluster cluster = world(Setup.of(1, 4, 4, (settings) -> settings.minMembers(5)));
		cluster.startAll();
		cluster.runFor(5000);
		assertThat(cluster.nodes(0, 4)).extracting((node) -> node.state().members().size()).containsOnly(4);
		cluster.network().cutBothWays(cluster.nodes(0, 2), cluster.nodes(2, 4));
		cluster.runFor(20_000);
		assertThat(cluster.nodes(0, 4)).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isNotEmpty());
		cluster.network().heal();
		cluster.runUntil("together again", 60_000,
				() -> cluster.nodes(0, 4).stream().allMatch((node) -> node.state().members().size() == 4));
		assertThat(cluster.nodes(0, 4)).extracting((node) -> node.state().clusterId())
			.containsOnly(cluster.node(0).state().clusterId());
	}

	@ParameterizedTest(name = "{0} of {1} nodes cut at {2}: {3} to {4} go on")
	@CsvSource({ "STATIC_QUORUM, 5, 2, 2, 5", "STATIC_QUORUM, 5, 3, 0, 3", "KEEP_OLDEST, 5, 2, 0, 2",
			"KEEP_OLDEST, 5, 1, 1, 5", "KEEP_OLDEST, 10, 3, 0, 3", "KEEP_REFEREE, 5, 4, 4, 5",
			"KEEP_REFEREE, 10, 9, 9, 10" })
	void exactlyOneSideGoesOnAndTheOtherOneComesBackAfterTheHeal(DowningMode mode, int size, int border, int from,
			int to) {
		SimulatedCluster cluster = formed(mode, size);
		List<SimulatedNode> survivors = cluster.nodes(from, to);
		List<SimulatedNode> others = cluster.without(survivors.toArray(SimulatedNode[]::new));
		cluster.network().cutBothWays(cluster.nodes(0, border), cluster.nodes(border, size));
		cluster.runUntil("the survivors alone", 30_000, () -> cluster.agreedOn(survivors));
		cluster.runFor(10_000);
		assertThat(survivors).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
		assertThat(others).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isNotEmpty());
		cluster.network().heal();
		cluster.runUntil("all back", 15_000, cluster::agreedOnAll);
		assertThat(survivors).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
	}

	@ParameterizedTest(name = "{0} of {1} nodes cut at {2}: nobody goes on")
	@CsvSource({ "STATIC_QUORUM, 4, 2", "STATIC_QUORUM, 6, 3", "DOWN_ALL, 5, 1" })
	void whereNoSideGoesOnAllStartAnewAfterTheHeal(DowningMode mode, int size, int border) {
		SimulatedCluster cluster = formed(mode, size);
		cluster.network().cutBothWays(cluster.nodes(0, border), cluster.nodes(border, size));
		cluster.runFor(20_000);
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isNotEmpty());
		cluster.network().heal();
		cluster.runUntil("one cluster again", 30_000, cluster::agreedOnAll);
	}

	@Test
	void theOldestMemberThatCrashesIsReplacedByTheOthers() {
		SimulatedCluster cluster = formed(DowningMode.KEEP_OLDEST, 5);
		cluster.node(0).crash();
		cluster.runUntil("the others alone", 10_000, () -> cluster.agreedOn(cluster.nodes(1, 5)));
	}

	@Test
	void aBadLinkCostsOneMemberWhereThatIsAskedFor() {
		SimulatedCluster cluster = world(Setup.of(7, 5, 1,
				(settings) -> settings.downing(DowningSettings.builder().downIndirectlyConnected(true).build())));
		cluster.startAll();
		cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		cluster.network().cutBothWays(cluster.nodes(1, 2), cluster.nodes(2, 4));
		cluster.runUntil("removed", 40_000, () -> cluster.agreedOn(cluster.without(cluster.node(1))));
		assertThat(cluster.without(cluster.node(1)))
			.allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
	}

	/** Node 0 is the oldest, the last one the referee, and three are a quorum. */
	private SimulatedCluster formed(DowningMode mode, int size) {
		DowningSettings downing = DowningSettings.builder()
			.strategy(mode)
			.stableAfter(Duration.ofSeconds(7))
			.quorumSize(3)
			.referee(new Referee(SimulatedCluster.address(size - 1), 1))
			.build();
		SimulatedCluster cluster = world(Setup.of(11, size, 1, (settings) -> settings.downing(downing)));
		cluster.node(0).start();
		cluster.runFor(1000);
		cluster.nodes(1, size).forEach(SimulatedNode::start);
		cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		return cluster;
	}

}
