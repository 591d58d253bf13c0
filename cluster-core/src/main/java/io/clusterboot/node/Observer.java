package io.clusterboot.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityRule;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.ObservationRow;

/**
 * This node as an observer: probes its subjects, suspects, inquires, and writes its own
 * row. Times are monotonic ms.
 */
final class Observer {

	/** Probes of a subject that is about to be cleared. */
	private static final long FAST_PROBE = 200;

	private final Membership membership;

	private final FailureDetectorSettings settings;

	private final Links links;

	private final Fitness fitness;

	private final Probes probes;

	private final Suspicions suspicions;

	private final Map<NodeId, Subject> subjects = new LinkedHashMap<>();

	/** When the subjects must be looked at; too early only where silence ended. */
	private long lookAt;

	private boolean lookAtIsKnown;

	private boolean hasUnlinked;

	Observer(Membership membership, Links links, long now) {
		this.membership = membership;
		this.settings = membership.settings.failureDetector();
		this.links = links;
		this.probes = new Probes(membership, links);
		this.fitness = new Fitness(this.settings, now);
		this.suspicions = new Suspicions(membership, links, this.fitness, this.probes, this::lastHeard);
	}

	/**
	 * This node runs; it had wanted to at the latest when it was due. Tells how long it
	 * was not there against its will.
	 */
	long awake(long now, long due) {
		long pause = this.fitness.awake(now, due);
		forgive(pause, now);
		return pause;
	}

	/** What this node hears with was late. */
	void late(long millis, long now) {
		forgive(this.fitness.late(millis, now), now);
	}

	private void forgive(long pause, long now) {
		if (pause > 0 && this.fitness.isDoubted()) {
			lookAgain();
			this.fitness.paused(pause, now);
			this.subjects.values().forEach((subject) -> {
				subject.phi.forgive(pause, now);
				subject.inquiry = null;
				subject.awaited = 0;
			});
			this.membership.notice(Output.Severity.DEBUG, "pause", "this node paused for " + pause + " ms");
		}
	}

	/**
	 * Whom this node observes from now on; those it reported stay until they are cleared.
	 * @param orphaned whose observers are unreachable: they may be gone with them
	 */
	void observe(Set<NodeId> chosen, Predicate<NodeId> orphaned, long now) {
		this.subjects.entrySet()
			.removeIf((entry) -> !chosen.contains(entry.getKey())
					&& (entry.getValue().evidence == null || !this.membership.isLive(entry.getKey())));
		for (NodeId id : chosen) {
			Subject subject = this.subjects.computeIfAbsent(id, (key) -> new Subject(this.settings, now));
			if (!subject.heard && !subject.orphaned && orphaned.test(id)) {
				this.suspicions.orphaned(id, subject, now);
			}
		}
		this.hasUnlinked = true;
		lookAgain();
		publish();
	}

	Set<NodeId> subjects() {
		return Collections.unmodifiableSet(this.subjects.keySet());
	}

	/** Whether any single accusation suffices for this node's verdict. */
	boolean judgesAlone() {
		return this.settings.reachability() == ReachabilityRule.ANY_OBSERVER || isCutOff();
	}

	/**
	 * Whether this node cannot reach half of its neighbours in the overlay. Those that it
	 * observes beside an unreachable one do not count: they are new, and not accused yet.
	 */
	boolean isCutOff() {
		MemberRecord own = this.membership.own();
		if (own == null || this.subjects.values().stream().noneMatch(Subject::isAccused)) {
			return false;
		}
		Set<NodeId> neighbours = this.membership.overlay().neighboursOf(own);
		long accused = neighbours.stream().map(this.subjects::get).filter((it) -> it != null && it.isAccused()).count();
		return accused > 0 && 2 * accused >= neighbours.size();
	}

	boolean knowsRefused(NodeId id) {
		Subject subject = this.subjects.get(id);
		return subject != null && subject.refused;
	}

	/** Whether a sign of life of the peer may mean more than that it lives. */
	boolean isCurious(NodeId peer) {
		Subject subject = this.subjects.get(peer);
		return this.hasUnlinked || (subject != null && (subject.evidence != null || subject.inquiry != null));
	}

	/**
	 * Something happened that may bring a deadline nearer. A sign of life only puts one
	 * off, which shows itself when the old one comes.
	 */
	private void lookAgain() {
		this.lookAtIsKnown = false;
	}

	/** Any frame is a sign of life. */
	void heard(NodeId peer, long now) {
		Subject subject = this.subjects.get(peer);
		if (subject != null) {
			long silence = now - subject.phi.last();
			subject.phi.touch(now);
			subject.refused = false;
			subject.orphaned = false;
			subject.heard = true;
			if (subject.evidence == null) {
				subject.inquiry = null;
			}
			else if (silence > this.settings.heartbeatInterval().toMillis()) {
				// it is back, or about to be
				subject.nextProbeAt = now;
				lookAgain();
			}
		}
	}

	/** The peer probed this node: that tells as much as an answer. */
	void probed(NodeId peer, long now) {
		Subject subject = this.subjects.get(peer);
		if (subject != null) {
			subject.phi.heartbeat(now);
		}
	}

	void answered(NodeId peer, long sequence, long now) {
		Subject subject = this.subjects.get(peer);
		if (subject == null) {
			return;
		}
		subject.phi.heartbeat(now);
		if (subject.awaited == sequence) {
			subject.awaited = 0;
			if (subject.answered()) {
				subject.evidence = null;
				subject.inquiry = null;
				lookAgain();
				publish();
			}
			else if (subject.evidence != null) {
				lookAgain();
				subject.nextProbeAt = Math.min(subject.nextProbeAt, now + FAST_PROBE);
			}
		}
	}

	/** The subject's host refused to be dialled, or another life answered there. */
	void refused(NodeId peer, long now) {
		Subject subject = this.subjects.get(peer);
		if (subject != null && !subject.refused) {
			subject.refused = true;
			lookAgain();
			if (subject.evidence != Evidence.CRASHED) {
				subject.inquireAfter = now;
			}
		}
	}

	/** The link to a peer broke; it answers no question any more. */
	void broken(NodeId peer, long now) {
		this.subjects.forEach((id, subject) -> this.suspicions.broken(peer, id, subject, now));
	}

	/** Somebody who was asked could, or could not, reach the subject. */
	void replied(NodeId helper, Frame.PingReply reply, long now) {
		Subject subject = this.subjects.get(reply.subject());
		if (subject != null && this.suspicions.replied(helper, reply, subject)) {
			if (this.suspicions.conclude(reply.subject(), subject, now)) {
				publish();
			}
			lookAgain();
		}
	}

	/** Observers disagree about some subjects: find out at once. */
	void confirm(Set<NodeId> unstable, long now) {
		lookAgain();
		for (NodeId id : unstable) {
			Subject subject = this.subjects.get(id);
			if (subject != null) {
				this.suspicions.confirm(id, subject, now);
			}
		}
	}

	void tick(long now) {
		if (now < deadline() && !this.hasUnlinked) {
			return;
		}
		this.fitness.tick(now);
		this.hasUnlinked = false;
		this.subjects.forEach((id, subject) -> {
			if (!subject.linked || now >= subject.lookAt) {
				look(id, subject, now);
			}
		});
		lookAgain();
	}

	private void look(NodeId id, Subject subject, long now) {
		if (!subject.linked) {
			subject.linked = this.links.to(id) != null;
			subject.phi.touch(now);
			this.hasUnlinked |= !subject.linked;
		}
		this.probes.tick(id, subject, now);
		if (this.suspicions.look(id, subject, now)) {
			publish();
		}
	}

	private long lastHeard(NodeId id) {
		Subject subject = this.subjects.get(id);
		if (subject == null) {
			return Long.MAX_VALUE;
		}
		return (subject.evidence == null) ? subject.phi.last() : Long.MIN_VALUE;
	}

	/** Writes the own row if it changed. */
	private void publish() {
		Map<NodeId, Evidence> findings = new TreeMap<>();
		this.subjects.forEach((id, subject) -> {
			if (subject.evidence != null && this.membership.isLive(id)) {
				findings.put(id, subject.evidence);
			}
		});
		ObservationRow row = this.membership.tables().row(this.membership.self);
		if (!row.subjects().equals(findings)) {
			this.membership.report(row.next(findings));
		}
	}

	long deadline() {
		if (!this.lookAtIsKnown) {
			this.lookAtIsKnown = true;
			this.lookAt = nextLook();
		}
		return this.lookAt;
	}

	private long nextLook() {
		long next = this.fitness.deadline();
		for (Map.Entry<NodeId, Subject> entry : this.subjects.entrySet()) {
			Subject subject = entry.getValue();
			subject.lookAt = Math.min(subject.nextProbeAt, this.suspicions.deadline(entry.getKey(), subject));
			next = Math.min(next, subject.lookAt);
		}
		return next;
	}

}
