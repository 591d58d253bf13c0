package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member is EXITING: everybody knows that it leaves.
 */
public final class MemberExitedEvent extends MemberEvent {

	MemberExitedEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberExited event) {
		super(cluster, event, MemberStatus.EXITING);
	}

}
