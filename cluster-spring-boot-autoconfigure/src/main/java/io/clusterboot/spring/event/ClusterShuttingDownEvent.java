package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.ClusterShuttingDown;

/**
 * Tells that this node ends its cluster work. The removals of all members follow, and
 * then that there is no leader.
 */
public final class ClusterShuttingDownEvent extends ClusterEvent {

	ClusterShuttingDownEvent(Cluster cluster, ClusterShuttingDown event) {
		super(cluster, event.state());
	}

	@Override
	public String toString() {
		return "ClusterShuttingDownEvent[view=" + getView() + "]";
	}

}
