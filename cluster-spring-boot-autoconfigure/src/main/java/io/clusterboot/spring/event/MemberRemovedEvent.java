package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member is gone for good; another life at its address is another member.
 */
public final class MemberRemovedEvent extends MemberEvent {

	MemberRemovedEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberRemoved event) {
		super(cluster, event, MemberStatus.REMOVED);
	}

}
