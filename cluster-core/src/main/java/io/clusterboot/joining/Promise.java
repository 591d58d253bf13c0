package io.clusterboot.joining;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The word that a starting node gives to one claimant at a time: "I form no cluster now,
 * and nobody else gets my word". It ends by itself, so that a claimant that dies holds
 * nobody up; a claimant only forms in the first half of that time. Times are monotonic
 * ms.
 */
final class Promise {

	static final long DURATION = 4000;

	private @Nullable NodeId holder;

	private long until;

	boolean isGiven(long now) {
		return this.holder != null && now < this.until;
	}

	/**
	 * Gives the word to a claimant, unless another one has it. A later life at the
	 * holder's address is proof that the holder is gone.
	 */
	boolean give(NodeId claimant, long now) {
		NodeId present = this.holder;
		if (isGiven(now) && present != null && !isSameOrLater(claimant, present)) {
			return false;
		}
		this.holder = claimant;
		this.until = now + DURATION;
		return true;
	}

	private static boolean isSameOrLater(NodeId claimant, NodeId present) {
		return claimant.address().equals(present.address()) && claimant.incarnation() >= present.incarnation();
	}

	/** Who has the word; the fallback when nobody has. */
	NodeId holder(long now, NodeId fallback) {
		NodeId present = this.holder;
		return (present != null && now < this.until) ? present : fallback;
	}

	void takeBack(NodeId claimant) {
		if (claimant.equals(this.holder)) {
			this.holder = null;
		}
	}

}
