package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member is UP: a full member that may be given work.
 */
public final class MemberUpEvent extends MemberEvent {

	MemberUpEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberUp event) {
		super(cluster, event, MemberStatus.UP);
	}

}
