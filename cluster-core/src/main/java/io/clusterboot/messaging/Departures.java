package io.clusterboot.messaging;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * Tells those who left from those who crashed, by how they were last seen. Used by one
 * thread, to which states are told in order.
 */
final class Departures {

	private ClusterState before;

	private ClusterState told;

	Departures(ClusterState present) {
		this.before = present;
		this.told = present;
	}

	/** Takes notice of a state; several events may tell of the same. */
	void see(ClusterState state) {
		if (state != this.told) {
			this.before = this.told;
			this.told = state;
		}
	}

	/** Whether a member that is gone, or about to, went by itself. */
	boolean hasLeft(NodeId member) {
		return this.told.member(member)
			.or(() -> this.before.member(member))
			.filter((last) -> last.reachable() && last.status() != MemberStatus.DOWN)
			.isPresent();
	}

	/** The last state of the own membership that has just ended. */
	ClusterState last() {
		return this.before;
	}

	/** Whether the own membership that has just ended did so because this node left. */
	boolean isOwn() {
		return this.before.clusterId() != null && this.before.member(this.before.self())
			.map(Member::status)
			.filter((status) -> status == MemberStatus.LEAVING || status == MemberStatus.EXITING)
			.isPresent();
	}

}
