package io.clusterboot.node;

import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.MemberRecord;

/**
 * Whether the others still know this node. A member that, some time after it joined, more
 * voting peers do not know than know was removed so long ago that its tombstone is
 * forgotten, or it joined at a node that never told the others. Times are monotonic ms.
 */
final class Recognition {

	private static final long SETTLED = 10_000;

	private final Membership membership;

	private final Links links;

	private final long since;

	private final Map<NodeId, Long> unknownTo = new TreeMap<>();

	Recognition(Membership membership, Links links, long now) {
		this.membership = membership;
		this.links = links;
		this.since = now;
	}

	/** A peer refuses this node; true if that means that it was removed. */
	boolean refused(NodeId peer, Rejection reason, long now) {
		if (reason == Rejection.UNKNOWN_MEMBER && isVoting(peer)) {
			this.unknownTo.put(peer, now);
		}
		this.unknownTo.values().removeIf((time) -> now - time > SETTLED);
		long knownTo = this.links.open().stream().filter((link) -> isVoting(link.peer)).count();
		return reason == Rejection.REMOVED || (now - this.since > SETTLED && this.unknownTo.size() > knownTo);
	}

	private boolean isVoting(NodeId id) {
		MemberRecord record = this.membership.get(id);
		return record != null && record.status().isVoting();
	}

}
