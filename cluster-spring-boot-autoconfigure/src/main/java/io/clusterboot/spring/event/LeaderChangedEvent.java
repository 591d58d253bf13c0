package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.LeaderChanged;
import io.clusterboot.api.Member;
import org.jspecify.annotations.Nullable;

/**
 * Tells that another member leads. The leader is computed, not elected: during a split,
 * each side has one.
 */
public final class LeaderChangedEvent extends ClusterEvent {

	private final transient @Nullable Member leader;

	LeaderChangedEvent(Cluster cluster, LeaderChanged event) {
		super(cluster, event.state());
		this.leader = event.leader();
	}

	/**
	 * Return the new leader.
	 * @return the leader; null if there is none
	 */
	public @Nullable Member getLeader() {
		return this.leader;
	}

	@Override
	public String toString() {
		return "LeaderChangedEvent[leader=" + ((this.leader != null) ? this.leader.id() : "none") + ", view="
				+ getView() + "]";
	}

}
