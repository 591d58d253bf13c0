package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import org.jspecify.annotations.Nullable;

/**
 * Base of the events that tell that a member entered a status. Intermediate statuses that
 * this node did not see are skipped.
 */
public abstract class MemberEvent extends ClusterEvent {

	private final transient Member member;

	private final @Nullable MemberStatus previousStatus;

	private final MemberStatus status;

	MemberEvent(Cluster cluster, io.clusterboot.api.MemberEvent event, MemberStatus status) {
		super(cluster, event.state());
		this.member = event.member();
		this.previousStatus = event.previousStatus();
		this.status = status;
	}

	/**
	 * Return the member that the event is about.
	 * @return the member, in its new status; in its last live status if it was removed
	 */
	public Member getMember() {
		return this.member;
	}

	/**
	 * Return the status that this node saw before.
	 * @return the status; null if the member was not known before
	 */
	public @Nullable MemberStatus getPreviousStatus() {
		return this.previousStatus;
	}

	/**
	 * Return the status that the member entered.
	 * @return the new status
	 */
	public MemberStatus getStatus() {
		return this.status;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[member=" + this.member.id() + ", previousStatus=" + this.previousStatus
				+ ", view=" + getView() + "]";
	}

}
