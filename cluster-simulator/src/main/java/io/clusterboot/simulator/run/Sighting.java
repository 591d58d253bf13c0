package io.clusterboot.simulator.run;

import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * Is told when what a node knows has changed.
 */
@FunctionalInterface
interface Sighting {

	/**
	 * A node knows something new.
	 * @param node which
	 * @param before what it knew; null when it was in no cluster
	 * @param after what it knows; null when it is in no cluster
	 */
	void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after);

}
