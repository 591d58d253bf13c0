package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;

/**
 * Base of the events that tell that the verdict about a member's reachability changed.
 */
public abstract class ReachabilityEvent extends ClusterEvent {

	private final transient Member member;

	ReachabilityEvent(Cluster cluster, io.clusterboot.api.ReachabilityEvent event) {
		super(cluster, event.state());
		this.member = event.member();
	}

	/**
	 * Return the member that the verdict is about.
	 * @return the member
	 */
	public Member getMember() {
		return this.member;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[member=" + this.member.id() + ", view=" + getView() + "]";
	}

}
