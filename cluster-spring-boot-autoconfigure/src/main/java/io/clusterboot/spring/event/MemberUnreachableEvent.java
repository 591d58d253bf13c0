package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ReachabilityEvent.MemberUnreachable;
import io.clusterboot.api.Unreachability;

/**
 * Tells that a member became unreachable. It stays a member until it is reachable again
 * or is declared DOWN.
 */
public final class MemberUnreachableEvent extends ReachabilityEvent {

	private final transient Unreachability unreachability;

	MemberUnreachableEvent(Cluster cluster, MemberUnreachable event) {
		super(cluster, event);
		this.unreachability = event.unreachability();
	}

	/**
	 * Return who reports the member, and on which evidence.
	 * @return observers and evidence
	 */
	public Unreachability getUnreachability() {
		return this.unreachability;
	}

}
