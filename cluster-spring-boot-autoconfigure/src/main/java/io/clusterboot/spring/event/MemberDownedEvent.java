package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;

/**
 * Tells that a member was declared DOWN, by an operator or by the split brain resolver.
 */
public final class MemberDownedEvent extends MemberEvent {

	MemberDownedEvent(Cluster cluster, io.clusterboot.api.MemberEvent.MemberDowned event) {
		super(cluster, event, MemberStatus.DOWN);
	}

}
