package io.clusterboot.node;

import io.clusterboot.api.NodeId;

/**
 * When a subject is probed, and how: about once each heartbeat interval, with all others,
 * on the link to it. Times are monotonic ms.
 */
final class Probes {

	/**
	 * A silent link to a subject that this node cannot reach, even if others can, is
	 * given up and dialled again: by now its TCP tries so seldom that a healed network
	 * would not be noticed for a long time.
	 */
	private static final long STALE_LINK = 2000;

	private final Membership membership;

	private final Links links;

	private final long interval;

	/** When all subjects are probed next: one wake-up a beat and not one a subject. */
	private long beatAt = Long.MIN_VALUE;

	private long sequence;

	Probes(Membership membership, Links links) {
		this.membership = membership;
		this.links = links;
		this.interval = membership.settings.failureDetector().heartbeatInterval().toMillis();
	}

	/** Probes if it is time to, unless the subject's own probes tell as much. */
	void tick(NodeId id, Subject subject, long now) {
		if (now < subject.nextProbeAt) {
			return;
		}
		if (now >= this.beatAt) {
			this.beatAt = now + jittered();
		}
		subject.nextProbeAt = this.beatAt;
		Link link = this.links.openTo(id);
		// two nodes that observe each other share one exchange
		boolean shared = link != null && subject.evidence == null && id.compareTo(this.membership.self) < 0
				&& now - link.probedAt < this.interval + this.interval / 2;
		if (!shared) {
			send(id, subject, now);
		}
	}

	private long jittered() {
		return this.interval - this.interval / 10 + this.membership.random.nextLong(this.interval / 5 + 1);
	}

	/** Probes now, if there is a link. */
	void send(NodeId id, Subject subject, long now) {
		Link link = this.links.openTo(id);
		if (subject.awaited != 0) {
			subject.unanswered();
		}
		if (link == null) {
			return;
		}
		if (subject.evidence != null && now - Math.max(subject.phi.last(), link.createdAt) > STALE_LINK) {
			this.links.close(link, "no answer");
			this.links.dial(id, now, now);
			return;
		}
		subject.awaited = ++this.sequence;
		this.links.send(link, new Frame.Probe(subject.awaited, this.membership.tables().digest()));
	}

}
