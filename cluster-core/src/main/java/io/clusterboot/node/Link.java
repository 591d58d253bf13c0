package io.clusterboot.node;

import io.clusterboot.api.NodeId;
import io.clusterboot.gossip.Outbox;

/**
 * One connection to one life of another node. Times are monotonic ms.
 */
final class Link {

	final long id;

	final NodeId peer;

	final boolean outbound;

	final long createdAt;

	final Outbox outbox = new Outbox();

	/** Whether the handshake is done. */
	boolean open;

	/** Kept at least until then, whatever the overlay says. */
	long keepUntil;

	/** When the peer last probed on it. */
	long probedAt = Long.MIN_VALUE / 2;

	/** When it stopped being wanted, MAX_VALUE while it is. */
	long unwantedSince = Long.MAX_VALUE;

	/** Since when the peer's digest differs, MAX_VALUE while it is the same. */
	long differsSince = Long.MAX_VALUE;

	/** When a reconciliation was last started on it. */
	long reconciledAt = Long.MIN_VALUE / 2;

	Link(long id, NodeId peer, boolean outbound, long now) {
		this.id = id;
		this.peer = peer;
		this.outbound = outbound;
		this.createdAt = now;
		this.keepUntil = now;
	}

	@Override
	public String toString() {
		return "link " + this.id + (this.outbound ? " to " : " from ") + this.peer;
	}

}
