package io.clusterboot.node;

import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.MemberRecord;

/**
 * Whether the others still know this node. A member that, some time after it joined, more
 * voting peers do not know than know was removed so long ago that its tombstone is
 * forgotten, or it joined at a node that never told the others. And one that meets more
 * peers in lives that it never heard of than in those it knows stayed behind with a
 * picture of the past: after several splits in a row the others found each other anew,
 * and nothing that this node knows leads to them. Times are monotonic ms.
 */
final class Recognition {

	/** News about a join or a removal reach everybody sooner. */
	private static final long SETTLED = 10_000;

	private final Membership membership;

	private final Links links;

	private final long since;

	private final Map<NodeId, Long> unknownTo = new TreeMap<>();

	/** Since when, and when last, another life of the cluster answered for a member. */
	private final Map<NodeId, Sighting> otherLives = new TreeMap<>();

	Recognition(Membership membership, Links links, long now) {
		this.membership = membership;
		this.links = links;
		this.since = now;
	}

	/** A peer refuses this node; true if that means that it was removed. */
	boolean refused(NodeId peer, Rejection reason, long now) {
		if (reason == Rejection.WRONG_INCARNATION) {
			return leftBehind(peer, now);
		}
		if (reason == Rejection.UNKNOWN_MEMBER && isVoting(peer)) {
			this.unknownTo.put(peer, now);
		}
		this.unknownTo.values().removeIf((time) -> now - time > SETTLED);
		long knownTo = this.links.open().stream().filter((link) -> isVoting(link.peer)).count();
		return reason == Rejection.REMOVED || (now - this.since > SETTLED && this.unknownTo.size() > knownTo);
	}

	private boolean leftBehind(NodeId peer, long now) {
		this.otherLives.merge(peer, new Sighting(now, now), (before, next) -> new Sighting(before.first, now));
		this.otherLives.entrySet()
			.removeIf((entry) -> !this.membership.isLive(entry.getKey()) || now - entry.getValue().last > SETTLED);
		long lasting = this.otherLives.values().stream().filter((seen) -> now - seen.first >= SETTLED).count();
		long known = this.links.open().stream().filter((link) -> this.membership.isLive(link.peer)).count();
		return lasting > known;
	}

	private boolean isVoting(NodeId id) {
		MemberRecord record = this.membership.get(id);
		return record != null && record.isVoting();
	}

	/**
	 * When another life answered.
	 *
	 * @param first since when
	 * @param last when last
	 */
	private record Sighting(long first, long last) {
	}

}
