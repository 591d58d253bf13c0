package io.clusterboot.simulator.invariant;

import java.util.List;

import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;

/**
 * All invariants that must hold at every moment. A violation is thrown out of the
 * cluster's run.
 */
public final class Safety {

	/** What costs memory or time for each pair of nodes is checked up to this size. */
	static final int LARGE = 2000;

	private Safety() {
	}

	/**
	 * Watches a cluster that is not started yet.
	 * @param cluster the cluster
	 */
	public static void watch(SimulatedCluster cluster) {
		boolean large = cluster.setup().nodes().size() > LARGE;
		List<Listener> always = List.of(new StatusRules(), new LeaderRules(), new Survivors(), new Rows(),
				new Identities(), new Queues());
		always.forEach(cluster::listen);
		if (!large) {
			List.of(new Attestations(), new TableLaws(), new Ages(), new Histories()).forEach(cluster::listen);
		}
	}

}
