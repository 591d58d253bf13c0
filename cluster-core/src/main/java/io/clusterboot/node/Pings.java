package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.NodeId;

/**
 * Probes subjects on behalf of others. Times are monotonic ms.
 */
final class Pings {

	/** How long a subject may take; less than an inquiry waits. */
	static final long PATIENCE = 700;

	/** How long a link for a ping is kept. */
	private static final long KEEP = 2000;

	/** A peer that asks for more at once is not served. */
	private static final int MOST = 1000;

	private final Membership membership;

	private final Links links;

	private final Observer observer;

	private final List<Ping> pending = new ArrayList<>();

	Pings(Membership membership, Links links, Observer observer) {
		this.membership = membership;
		this.links = links;
		this.observer = observer;
	}

	void requested(Link from, Frame.PingRequest request, long now) {
		NodeId subject = request.subject();
		if (!this.membership.isLive(subject) || this.observer.knowsRefused(subject)) {
			reply(from, request.inquiry(), subject, Frame.PingOutcome.REFUSED);
			return;
		}
		if (this.pending.size() >= MOST || subject.equals(this.membership.self)) {
			return;
		}
		this.pending.add(new Ping(from, request.inquiry(), subject, now + PATIENCE));
		Link link = this.links.openTo(subject);
		if (link != null) {
			this.links.send(link, new Frame.Probe(0, this.membership.tables().digest()));
		}
		else {
			this.links.dial(subject, now + KEEP, now);
		}
	}

	/** Whether nobody waits for an answer. */
	boolean isIdle() {
		return this.pending.isEmpty();
	}

	void heard(NodeId peer) {
		settle(peer, Frame.PingOutcome.REACHED);
	}

	void refused(NodeId peer) {
		settle(peer, Frame.PingOutcome.REFUSED);
	}

	/** The link to a pinged subject broke: find out by dialling. */
	void broken(NodeId peer, long now) {
		if (this.pending.stream().anyMatch((ping) -> ping.subject.equals(peer)) && this.links.to(peer) == null) {
			this.links.dial(peer, now + KEEP, now);
		}
	}

	void tick(long now) {
		if (this.pending.isEmpty()) {
			return;
		}
		this.pending.removeIf((ping) -> {
			boolean over = ping.deadline <= now;
			if (over) {
				reply(ping.from, ping.inquiry, ping.subject, Frame.PingOutcome.SILENT);
			}
			return over;
		});
	}

	long deadline() {
		long deadline = Long.MAX_VALUE;
		for (Ping ping : this.pending) {
			deadline = Math.min(deadline, ping.deadline);
		}
		return deadline;
	}

	private void settle(NodeId peer, Frame.PingOutcome outcome) {
		if (this.pending.isEmpty()) {
			return;
		}
		this.pending.removeIf((ping) -> {
			boolean about = ping.subject.equals(peer);
			if (about) {
				reply(ping.from, ping.inquiry, peer, outcome);
			}
			return about;
		});
	}

	private void reply(Link to, long inquiry, NodeId subject, Frame.PingOutcome outcome) {
		if (this.links.get(to.id) == to) {
			this.links.send(to, new Frame.PingReply(inquiry, subject, outcome));
		}
	}

	private record Ping(Link from, long inquiry, NodeId subject, long deadline) {
	}

}
