package io.clusterboot.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A node's membership of its cluster. All methods are safe for use by many threads and
 * never block, nor wait for the node's event loop.
 */
public interface Cluster {

	/**
	 * The last published state.
	 * @return an immutable snapshot
	 */
	ClusterState state();

	/**
	 * This node's id. A node that rejoins after it was downed takes a new one.
	 * @return the id of the present life
	 */
	default NodeId self() {
		return state().self();
	}

	/**
	 * Whether this node is the leader.
	 * @return true if it leads in the last published state
	 */
	default boolean isLeader() {
		ClusterState state = state();
		return state.self().equals(state.leader());
	}

	/**
	 * Whether this node leads within a role.
	 * @param role the role
	 * @return true if it leads the role in the last published state
	 */
	default boolean isLeader(String role) {
		ClusterState state = state();
		return state.self().equals(state.roleLeaders().get(role));
	}

	/**
	 * Leaves the cluster: LEAVING, EXITING, REMOVED.
	 * @return completes when this node saw itself removed, or when it stopped for another
	 * reason
	 */
	CompletableFuture<Void> leave();

	/**
	 * Asks a member to leave.
	 * @param address the member's address
	 * @return completes when the command was recorded at this node, exceptionally with a
	 * {@link NoSuchMemberException} if there is no such member
	 */
	CompletableFuture<Void> leave(NodeAddress address);

	/**
	 * Declares a member dead: it becomes DOWN, then REMOVED, and may only come back with
	 * a new incarnation.
	 * @param address the member's address
	 * @return completes when the command was recorded at this node, exceptionally with a
	 * {@link NoSuchMemberException} if there is no such member
	 */
	CompletableFuture<Void> down(NodeAddress address);

	/**
	 * Puts entries into this node's metadata, which all members will see.
	 * @param entries the entries to put; at most 4 KiB for the whole map (keys and values
	 * as UTF-8)
	 * @return completes when the change was recorded at this node, exceptionally with an
	 * {@link InvalidSettingException} if the map would be too large
	 */
	CompletableFuture<Void> putMetadata(Map<String, String> entries);

	/**
	 * Tells all members how busy this node is.
	 * @param load the load
	 * @return completes when it was recorded at this node
	 */
	CompletableFuture<Void> reportLoad(LoadSample load);

	/**
	 * Subscribes to events. The listener is first told the present state, as events, and
	 * then every change, in order, always on the same thread; a slow listener delays
	 * other listeners but never the cluster.
	 * @param listener receives the events; what it throws is logged
	 * @return ends the subscription
	 */
	Subscription subscribe(Consumer<? super ClusterEvent> listener);

	/** An active subscription. */
	@FunctionalInterface
	interface Subscription {

		/** Ends the subscription; an event under way may still arrive. */
		void cancel();

	}

}
