package io.clusterboot.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A difference between two successive states of one node. Within one difference the order
 * is: member events, removals, unreachable, reachable, leader, role leaders, metadata,
 * loads. Every event carries the state it leads to; that state is already visible when
 * the event arrives.
 */
public sealed interface ClusterEvent permits MemberEvent, ReachabilityEvent, ClusterEvent.LeaderChanged,
		ClusterEvent.RoleLeaderChanged, ClusterEvent.ClusterShuttingDown, ClusterEvent.ForeignClusterDetected,
		ClusterEvent.DowningDecided, ClusterEvent.MetadataChanged, ClusterEvent.LoadChanged {

	/**
	 * The state after the change.
	 * @return the state
	 */
	ClusterState state();

	/**
	 * Another member leads.
	 *
	 * @param leader the new leader; null if there is none
	 * @param state the state after the change
	 */
	record LeaderChanged(@Nullable Member leader, ClusterState state) implements ClusterEvent {
	}

	/**
	 * Another member leads within a role.
	 *
	 * @param role the role
	 * @param leader the role's new leader; null if there is none
	 * @param state the state after the change
	 */
	record RoleLeaderChanged(String role, @Nullable Member leader, ClusterState state) implements ClusterEvent {
	}

	/**
	 * A member that was known before says something else about itself. What it says when
	 * it becomes known is part of the event that tells so.
	 *
	 * @param member the member, with its new metadata
	 * @param previous its metadata before
	 * @param state the state after the change
	 */
	record MetadataChanged(Member member, Map<String, String> previous, ClusterState state) implements ClusterEvent {
	}

	/**
	 * A member says that it is more, or less, busy.
	 *
	 * @param member the member, with its new load
	 * @param state the state after the change
	 */
	record LoadChanged(Member member, ClusterState state) implements ClusterEvent {
	}

	/** This node ends its cluster work; removals of all members follow. */
	record ClusterShuttingDown(ClusterState state) implements ClusterEvent {
	}

	/**
	 * A cluster of the same name with another id was met.
	 *
	 * @param contact where it was met
	 * @param foreignId its id
	 * @param state this node's state
	 */
	record ForeignClusterDetected(NodeAddress contact, ClusterId foreignId,
			ClusterState state) implements ClusterEvent {
	}

	/**
	 * This node's split brain resolver decided. Comes at this node alone, after the
	 * changes of members that the decision led to.
	 *
	 * @param decision what it decided, and why
	 * @param state this node's state
	 */
	record DowningDecided(DowningDecision decision, ClusterState state) implements ClusterEvent {
	}

}
