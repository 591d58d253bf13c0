package io.clusterboot.node;

import java.util.function.ToLongFunction;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Inquiry;

/**
 * From silence to a finding: a subject that is silent for too long, or refuses to be
 * dialled, is inquired about before it is accused. Times are monotonic ms.
 */
final class Suspicions {

	/** Pause between two inquiries about the same subject. */
	private static final long INQUIRE_AGAIN = 5000;

	/**
	 * An unstable subject that does not answer a probe in this time is inquired at once.
	 */
	private static final long CONFIRM = 500;

	/**
	 * How long an orphaned subject has to answer a dial before it is inquired about.
	 */
	private static final long ORPHANED = 1000;

	/**
	 * How long before a silence is suspicious the inquiry about it begins, so that the
	 * answers are there by then: as long as those who are asked may take.
	 */
	private static final long AHEAD = Pings.PATIENCE;

	/** What part of the acceptable pause that may be at most. */
	private static final long AHEAD_PART = 4;

	private final Membership membership;

	private final Links links;

	private final Fitness fitness;

	private final Probes probes;

	private final Inquiries inquiries;

	/**
	 * Suspects nobody yet.
	 * @param lastHeard when a neighbour was last heard of, {@link Long#MIN_VALUE} for one
	 * that was found out about
	 */
	Suspicions(Membership membership, Links links, Fitness fitness, Probes probes, ToLongFunction<NodeId> lastHeard) {
		this.membership = membership;
		this.links = links;
		this.fitness = fitness;
		this.probes = probes;
		this.inquiries = new Inquiries(membership, links, lastHeard);
	}

	/** Inquires if it is time, and says whether there is a finding. */
	boolean look(NodeId id, Subject subject, long now) {
		if (subject.inquiry == null && now >= startAt(id, subject)) {
			inquire(id, subject, now);
		}
		return conclude(id, subject, now);
	}

	/**
	 * Somebody who was asked could, or could not, reach the subject; true if anybody
	 * still wants to know.
	 */
	boolean replied(NodeId helper, Frame.PingReply reply, Subject subject) {
		if (subject.inquiry == null || !this.inquiries.isAbout(reply)) {
			return false;
		}
		switch (reply.outcome()) {
			case REACHED -> subject.inquiry.reached(helper);
			case SILENT -> subject.inquiry.failed(helper, false);
			case REFUSED -> subject.inquiry.failed(helper, true);
		}
		return true;
	}

	/** The link to somebody broke who may have been asked. */
	void broken(NodeId helper, NodeId id, Subject subject, long now) {
		if (subject.inquiry != null && subject.inquiry.isWaitingFor(helper)) {
			this.inquiries.askInstead(helper, id, subject.inquiry, now);
		}
	}

	/** Observers disagree about a subject: finds out at once. */
	void confirm(NodeId id, Subject subject, long now) {
		if (subject.evidence == null && subject.inquiry == null && subject.awaited == 0) {
			if (this.links.to(id) == null) {
				// not even a neighbour for long: whoever was to dial may be dead
				this.links.dial(id, now, now);
			}
			this.probes.send(id, subject, now);
			subject.inquireAfter = Math.max(subject.inquireAfter, now + CONFIRM);
		}
	}

	/**
	 * Those who observed a subject that is new here are unreachable. It is not waited for
	 * as long again as for them: with three sides of a cluster that was split, those that
	 * nobody of a side had observed were known to be missing only after two or three such
	 * times.
	 */
	void orphaned(NodeId id, Subject subject, long now) {
		confirm(id, subject, now);
		subject.orphaned = true;
		subject.inquireAfter = now + ORPHANED;
	}

	/** When there may be an inquiry, or a finding. */
	long deadline(NodeId id, Subject subject) {
		Inquiry inquiry = subject.inquiry;
		return (inquiry != null) ? Math.max(inquiry.settledAt(), findAt(id, subject)) : startAt(id, subject);
	}

	/** Until when there may be no finding: the silence may still end. */
	private long findAt(NodeId id, Subject subject) {
		boolean sure = subject.refused || subject.orphaned || subject.isAccused() || isUnstable(id);
		return sure ? subject.phi.last() : subject.phi.suspicionAt(this.fitness.acceptablePause());
	}

	private boolean isUnstable(NodeId id) {
		return this.membership.judge.verdict().unstable().contains(id);
	}

	/** When the subject is, or becomes, suspect enough for an inquiry. */
	private long startAt(NodeId id, Subject subject) {
		if (subject.isAccused()) {
			// only stronger evidence is news
			boolean upgrade = subject.refused && subject.evidence != Evidence.CRASHED;
			return upgrade ? Math.max(subject.inquireAfter, this.fitness.quietUntil()) : Long.MAX_VALUE;
		}
		long pause = this.fitness.acceptablePause();
		long silent = subject.phi.suspicionAt(pause) - Math.min(AHEAD, pause / AHEAD_PART);
		boolean atOnce = subject.refused || subject.orphaned || (isUnstable(id) && subject.awaited != 0);
		long earliest = atOnce ? subject.inquireAfter : Math.max(subject.inquireAfter, silent);
		return Math.max(earliest, this.fitness.quietUntil());
	}

	private void inquire(NodeId id, Subject subject, long now) {
		boolean othersAccuse = this.membership.tables().rows().stream().anyMatch((row) -> row.accuses(id));
		if (!this.fitness.mayStartAccusation() && !othersAccuse) {
			subject.inquireAfter = now + CONFIRM;
			return;
		}
		subject.inquireAfter = now + INQUIRE_AGAIN;
		subject.inquiry = this.inquiries.open(id, subject.refused, now);
		if (!subject.refused) {
			this.probes.send(id, subject, now);
		}
	}

	/** Says whether there is a finding. */
	boolean conclude(NodeId id, Subject subject, long now) {
		Inquiry inquiry = subject.inquiry;
		Evidence finding = (inquiry != null) ? inquiry.finding(now) : null;
		if (inquiry == null || finding == null || now < findAt(id, subject)) {
			return false;
		}
		subject.inquiry = null;
		this.inquiries.close(id);
		if (inquiry.isUnheard()) {
			this.fitness.unheard(now);
		}
		subject.found(finding, now);
		subject.nextProbeAt = now + this.membership.settings.failureDetector().heartbeatInterval().toMillis();
		return true;
	}

}
