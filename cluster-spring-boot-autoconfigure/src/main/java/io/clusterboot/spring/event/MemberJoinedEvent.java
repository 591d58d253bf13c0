package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a node was accepted as JOINING.
 */
public final class MemberJoinedEvent extends MemberEvent {

	MemberJoinedEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberJoined event) {
		super(cluster, event, MemberStatus.JOINING);
	}

}
