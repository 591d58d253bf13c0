package io.clusterboot.simulator.world;

import java.util.Set;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in a simulated cluster, in the order of virtual time.
 */
public interface Listener {

	/**
	 * Whether this listener wants to be told of snapshots, which cost time in a large
	 * cluster.
	 * @return false if {@link #published} need not be called
	 */
	default boolean wantsSnapshots() {
		return true;
	}

	/**
	 * A process started.
	 * @param node which
	 */
	default void started(SimulatedNode node) {
	}

	/**
	 * A process, or one life of its membership, ended.
	 * @param node which
	 * @param end how its life ended; null for a crash
	 */
	default void ended(SimulatedNode node, Output.@Nullable Terminated end) {
	}

	/**
	 * A stopped process goes on.
	 * @param node which
	 */
	default void resumed(SimulatedNode node) {
	}

	/**
	 * The user of a node declares another one dead.
	 * @param by whose user
	 * @param subject whom
	 */
	default void downedByHand(SimulatedNode by, SimulatedNode subject) {
	}

	/**
	 * A node published a snapshot.
	 * @param node which
	 * @param before the one before, null for the first of a process
	 * @param after the new one
	 */
	default void published(SimulatedNode node, @Nullable ClusterState before, ClusterState after) {
	}

	/**
	 * A node wrote a line for its log.
	 * @param node which
	 * @param notice the line
	 */
	default void noticed(SimulatedNode node, Output.Notice notice) {
	}

	/**
	 * A member's tables changed.
	 * @param node which
	 * @param before the tables before
	 * @param after the tables now
	 * @param own whether the node itself wrote the change
	 */
	default void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
	}

	/**
	 * A member acts as the leader.
	 * @param node which
	 * @param insight what it knows
	 * @param actions what it is about to write
	 */
	default void acts(SimulatedNode node, Insight insight, LeaderActions actions) {
	}

	/**
	 * A member is about to down members.
	 * @param node which
	 * @param down whom
	 */
	default void downs(SimulatedNode node, Set<NodeId> down) {
	}

	/**
	 * A node drew its conclusions from what had arrived.
	 * @param node which
	 */
	default void settled(SimulatedNode node) {
	}

	/**
	 * Something was done to the cluster from outside.
	 * @param what in words
	 */
	default void disturbed(String what) {
	}

}
