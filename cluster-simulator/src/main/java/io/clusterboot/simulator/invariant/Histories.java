package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.runtime.StateDifference;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 10: the events at one node are a legal history of each member; unreachable
 * and reachable alternate; each event carries the state that it leads to.
 */
final class Histories implements Listener {

	private final Map<SimulatedNode, History> histories = new HashMap<>();

	@Override
	public void started(SimulatedNode node) {
		this.histories.put(node, new History());
	}

	@Override
	public void published(SimulatedNode node, @Nullable ClusterState before, ClusterState after) {
		History history = this.histories.computeIfAbsent(node, (key) -> new History());
		ClusterState earlier = (before != null) ? before
				: ClusterState.outside(after.name(), after.self(), 0, List.of());
		if (before != null && after.view() <= before.view()) {
			throw new InvariantViolation(10, "view " + after.view() + " follows " + before.view() + " at " + node.id());
		}
		for (ClusterEvent event : StateDifference.between(earlier, after)) {
			if (event.state() != after) {
				throw new InvariantViolation(10, event + " does not carry the state it leads to");
			}
			String wrong = history.add(event);
			if (wrong != null) {
				throw new InvariantViolation(10, wrong + " at " + node.id());
			}
		}
	}

	/** What one process was told. */
	private static final class History {

		private final Map<NodeId, MemberStatus> statuses = new HashMap<>();

		private final Set<NodeId> removed = new HashSet<>();

		private final Set<NodeId> unreachable = new HashSet<>();

		private boolean ending;

		@Nullable String add(ClusterEvent event) {
			if (event instanceof ClusterEvent.ClusterShuttingDown) {
				// all others go on: the next life of this process may meet them again
				this.ending = true;
				this.removed.clear();
				return null;
			}
			if (event instanceof MemberEvent.MemberRemoved gone) {
				return remove(gone.member().id());
			}
			this.ending = false;
			if (event instanceof MemberEvent change) {
				NodeId id = change.member().id();
				MemberStatus before = this.statuses.put(id, change.member().status());
				boolean falls = before != null && before.compareTo(change.member().status()) >= 0;
				return (falls || this.removed.contains(id)) ? change + " after " + before : null;
			}
			if (event instanceof ReachabilityEvent.MemberUnreachable lost) {
				return this.unreachable.add(lost.member().id()) ? null : lost + " twice";
			}
			if (event instanceof ReachabilityEvent.MemberReachable back) {
				return this.unreachable.remove(back.member().id()) ? null : back + " without having been unreachable";
			}
			return null;
		}

		private @Nullable String remove(NodeId id) {
			this.unreachable.remove(id);
			if (this.statuses.remove(id) == null) {
				return "the removal of " + id + ", which nobody announced,";
			}
			if (!this.ending) {
				this.removed.add(id);
			}
			return null;
		}

	}

}
