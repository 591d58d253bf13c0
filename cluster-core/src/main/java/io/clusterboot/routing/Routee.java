package io.clusterboot.routing;

import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;

/**
 * A member that a router sends to.
 *
 * @param member the member
 * @param returnedAt when it came back after it was unreachable, monotonic ns; meaningless
 * unless {@code returned}
 * @param returned whether it did, and gets less than its share for a while
 */
record Routee(Member member, boolean returned, long returnedAt) {

	/** The share of one that has returned just now. */
	private static final double FIRST_SHARE = 0.1;

	NodeId id() {
		return this.member.id();
	}

	/** Its share of the messages, from 0 (exclusive) to 1. */
	double share(long now, long slowStartNanos) {
		if (!this.returned || slowStartNanos == 0) {
			return 1;
		}
		double progress = (double) (now - this.returnedAt) / slowStartNanos;
		return Math.min(1, Math.max(FIRST_SHARE, progress));
	}

}
