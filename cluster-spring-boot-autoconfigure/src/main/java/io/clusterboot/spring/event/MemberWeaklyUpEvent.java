package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member was admitted without agreement.
 */
public final class MemberWeaklyUpEvent extends MemberEvent {

	MemberWeaklyUpEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberWeaklyUp event) {
		super(cluster, event, MemberStatus.WEAKLY_UP);
	}

}
