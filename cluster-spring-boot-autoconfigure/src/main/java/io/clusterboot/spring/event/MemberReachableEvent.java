package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ReachabilityEvent.MemberReachable;

/**
 * Tells that an unreachable member can be reached again.
 */
public final class MemberReachableEvent extends ReachabilityEvent {

	MemberReachableEvent(Cluster cluster, MemberReachable event) {
		super(cluster, event);
	}

}
