package io.clusterboot.node;

import java.util.Set;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Tables;

/**
 * Is told each step of a member's protocol as it is taken, so that a simulation can check
 * it against the truth about all nodes. All calls come on the node's own thread, within
 * an input; a witness must not touch the node.
 */
public interface Witness {

	/** Looks at nothing. */
	Witness NONE = new Witness() {

	};

	/**
	 * The tables changed.
	 * @param before the tables before
	 * @param after the tables now
	 * @param own whether the node itself wrote the change; false if it heard of it
	 */
	default void changed(Tables before, Tables after, boolean own) {
	}

	/**
	 * The node acts as the leader; the changes follow.
	 * @param insight what it knows
	 * @param actions what it is about to write
	 */
	default void acts(Insight insight, LeaderActions actions) {
	}

	/**
	 * The node is about to down members, or itself.
	 * @param self who downs
	 * @param down whom
	 */
	default void downs(NodeId self, Set<NodeId> down) {
	}

}
