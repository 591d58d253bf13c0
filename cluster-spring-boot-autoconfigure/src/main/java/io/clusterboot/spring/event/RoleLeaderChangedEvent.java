package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.RoleLeaderChanged;
import io.clusterboot.api.Member;
import org.jspecify.annotations.Nullable;

/**
 * Tells that another member leads within a role.
 */
public final class RoleLeaderChangedEvent extends ClusterEvent {

	private final String role;

	private final transient @Nullable Member leader;

	RoleLeaderChangedEvent(Cluster cluster, RoleLeaderChanged event) {
		super(cluster, event.state());
		this.role = event.role();
		this.leader = event.leader();
	}

	/**
	 * Return the role.
	 * @return the role
	 */
	public String getRole() {
		return this.role;
	}

	/**
	 * Return the role's new leader.
	 * @return the leader; null if there is none
	 */
	public @Nullable Member getLeader() {
		return this.leader;
	}

	@Override
	public String toString() {
		return "RoleLeaderChangedEvent[role=" + this.role + ", leader="
				+ ((this.leader != null) ? this.leader.id() : "none") + ", view=" + getView() + "]";
	}

}
