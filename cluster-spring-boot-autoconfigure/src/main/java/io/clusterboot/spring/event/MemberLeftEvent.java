package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member is LEAVING; give it no more work.
 */
public final class MemberLeftEvent extends MemberEvent {

	MemberLeftEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberLeft event) {
		super(cluster, event, MemberStatus.LEAVING);
	}

}
