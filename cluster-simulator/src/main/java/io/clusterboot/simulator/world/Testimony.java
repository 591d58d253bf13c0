package io.clusterboot.simulator.world;

import java.util.Set;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Witness;
import io.clusterboot.state.Tables;

/**
 * Tells the listeners what the core of one node does.
 *
 * @param node whose core
 * @param listeners whom to tell
 */
record Testimony(SimulatedNode node, Listeners listeners) implements Witness {

	static Witness of(SimulatedNode node, Listeners listeners) {
		return listeners.isEmpty() ? Witness.NONE : new Testimony(node, listeners);
	}

	@Override
	public void changed(Tables before, Tables after, boolean own) {
		this.listeners.changed(this.node, before, after, own);
	}

	@Override
	public void acts(Insight insight, LeaderActions actions) {
		this.listeners.acts(this.node, insight, actions);
	}

	@Override
	public void downs(NodeId self, Set<NodeId> down) {
		this.listeners.downs(this.node, down);
	}

}
