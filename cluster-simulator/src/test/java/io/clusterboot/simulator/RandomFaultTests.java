package io.clusterboot.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random faults: safety all the time, and progress once the faults stop.
 */
class RandomFaultTests {

	private Recorder recorder;

	private SimulatedCluster world(Setup setup) {
		SimulatedCluster cluster = new SimulatedCluster(setup);
		this.recorder = Recorder.of(cluster);
		return cluster;
	}

	@Test
	void allKilledAndStartedWithinMillisecondsIsOneClusterFiveHundredTimes() {
		for (long seed = 0; seed < 500; seed++) {
			int size = 3 + (int) (seed % 4);
			SimulatedCluster cluster = world(Setup.of(seed, size, 3, (settings) -> settings));
			cluster.startAll();
			cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
			cluster.nodes().forEach(SimulatedNode::crash);
			cluster.startAllWithin(1 + seed % 20);
			cluster.runFor(100);
			cluster.runUntil("formed again", 10_000, cluster::agreedOnAll);
			assertThat(clusterIds(cluster)).as("seed %s", seed).hasSize(1);
		}
	}

	@Test
	void afterRandomFaultsTheHealthyNodesAreOneClusterAgain() {
		long first = Long.getLong("random-fault-from", 0);
		for (long seed = first; seed < first + Long.getLong("random-fault-seeds", 150); seed++) {
			Random random = new Random(seed);
			SimulatedCluster cluster = world(Setup.of(seed, 3 + random.nextInt(8), 3, (settings) -> settings));
			cluster.startAllWithin(500);
			cluster.runUntil("formed", 20_000, cluster::agreedOnAll);
			boolean mayCrash = random.nextBoolean();
			boolean mayPause = random.nextBoolean();
			boolean mayCut = random.nextBoolean();
			boolean mayLose = random.nextBoolean();
			for (int i = 0; i < 10; i++) {
				SimulatedNode node = cluster.node(random.nextInt(cluster.nodes().size()));
				switch (random.nextInt(6)) {
					case 0 -> crash(node, mayCrash);
					case 1 -> pause(node, mayPause);
					case 2 -> cut(cluster, random, mayCut);
					case 3 -> lose(cluster, node, mayLose);
					case 4 -> {
						cluster.disturbed("heal");
						cluster.network().heal();
					}
					default -> revive(cluster);
				}
				cluster.runFor(random.nextInt(12_000));
			}
			cluster.network().heal();
			revive(cluster);
			cluster.runUntil("one cluster after the faults", 120_000, cluster::agreedOnAll);
			assertThat(cluster.nodes()).extracting((node) -> node.state().oldest())
				.as("the same oldest everywhere, seed %s", seed)
				.containsOnly(cluster.node(0).state().oldest());
		}
	}

	private static void crash(SimulatedNode node, boolean allowed) {
		if (allowed && node.isRunning()) {
			node.cluster().disturbed("crash " + node.address());
			node.crash();
		}
	}

	private static void pause(SimulatedNode node, boolean allowed) {
		if (allowed && node.isRunning()) {
			node.cluster().disturbed("pause " + node.address());
			node.pause();
		}
	}

	private static void cut(SimulatedCluster cluster, Random random, boolean allowed) {
		if (allowed) {
			List<SimulatedNode> shuffled = new ArrayList<>(cluster.nodes());
			Collections.shuffle(shuffled, random);
			int border = 1 + random.nextInt(shuffled.size() - 1);
			cluster.disturbed("cut " + shuffled.subList(0, border).stream().map(SimulatedNode::address).toList());
			cluster.network().cutBothWays(shuffled.subList(0, border), shuffled.subList(border, shuffled.size()));
		}
	}

	private static void lose(SimulatedCluster cluster, SimulatedNode node, boolean allowed) {
		if (allowed) {
			cluster.disturbed("loss " + node.address());
			cluster.network().loss(List.of(node), cluster.nodes(), 0.3);
		}
	}

	private static void revive(SimulatedCluster cluster) {
		cluster.disturbed("revive");
		for (SimulatedNode node : cluster.nodes()) {
			node.resume();
			if (!node.isRunning()) {
				node.start();
			}
		}
	}

	private Set<ClusterId> clusterIds(SimulatedCluster cluster) {
		Set<ClusterId> ids = new TreeSet<>();
		cluster.nodes()
			.forEach((node) -> this.recorder.history(node)
				.stream()
				.filter((state) -> state.clusterId() != null)
				.forEach((state) -> ids.add(state.clusterId())));
		return ids;
	}

}
