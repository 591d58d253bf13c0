package io.clusterboot.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;

/**
 * What a simulated cluster is made of.
 *
 * @param seed decides everything random
 * @param nodes the settings of each node; the one at place i has the address that
 * {@link SimulatedCluster#address} gives for i
 * @param wire whether each frame passes the real wire encoding, and its bytes are counted
 */
public record Setup(long seed, List<ClusterSettings> nodes, boolean wire) {

	/**
	 * Creates the setup.
	 * @throws IllegalArgumentException if a node has another address than its place asks
	 * for
	 */
	public Setup {
		nodes = List.copyOf(nodes);
		for (int i = 0; i < nodes.size(); i++) {
			if (!nodes.get(i).address().equals(SimulatedCluster.address(i))) {
				throw new IllegalArgumentException("Node " + i + " must have the address " + SimulatedCluster.address(i)
						+ " and not " + nodes.get(i).address());
			}
		}
	}

	/**
	 * Nodes with equal settings.
	 * @param seed decides everything random
	 * @param size how many nodes
	 * @param seedNodes how many of them, from the first, all list as seed nodes
	 * @param customizer changes the settings of each node
	 * @return the setup, without wire encoding
	 */
	public static Setup of(long seed, int size, int seedNodes, UnaryOperator<ClusterSettings.Builder> customizer) {
		List<NodeAddress> seeds = new ArrayList<>();
		for (int i = 0; i < seedNodes; i++) {
			seeds.add(SimulatedCluster.address(i));
		}
		List<ClusterSettings> nodes = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			ClusterSettings.Builder settings = ClusterSettings.builder()
				.name("simulation")
				.address(SimulatedCluster.address(i))
				.join(JoinSettings.DEFAULT.withSeedNodes(seeds));
			nodes.add(customizer.apply(settings).build());
		}
		return new Setup(seed, nodes, false);
	}

	/**
	 * The same, with or without wire encoding.
	 * @param wire whether each frame passes the real wire encoding
	 * @return the setup
	 */
	public Setup withWire(boolean wire) {
		return new Setup(this.seed, this.nodes, wire);
	}

}
