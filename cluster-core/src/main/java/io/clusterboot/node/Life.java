package io.clusterboot.node;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * A node as a member: after each input it brings overlay, verdict and leadership up to
 * date with the tables, sends what is due, and notices its own end. Times are monotonic
 * ms.
 */
final class Life implements Inbound.Expulsion {

	/** Rounds of verdicts and leader actions that one input can cause at most. */
	private static final int MOST_ROUNDS = 100;

	/** The least time between two snapshots that only differ in what blocks agreement. */
	private static final long SHOW_PAUSE = 250;

	final Membership membership;

	private final Links links;

	private final Gossiper gossiper;

	private final Observer observer;

	private final Pings pings;

	private final Handshakes handshakes;

	private final Inbound inbound;

	private final Leadership leadership;

	private final Resolver resolver;

	private final Islands islands;

	private final Reception reception;

	private final Recognition recognition;

	private final End end;

	private long shownAt = Long.MIN_VALUE / 2;

	private boolean membersChanged;

	private boolean reportsChanged;

	private boolean changed = true;

	private long now;

	Life(ClusterSettings settings, NodeId self, ClusterId clusterId, RandomGenerator random, Consumer<Output> output,
			Calls calls, long firstLink, Witness witness, Commons commons, long now) {
		this.now = now;
		this.membership = new Membership(settings, self, clusterId, random, output, this::changed, witness, commons);
		this.end = new End(this.membership);
		this.links = new Links(this.membership, firstLink);
		this.gossiper = new Gossiper(this.membership, this.links);
		this.observer = new Observer(this.membership, this.links, now);
		this.pings = new Pings(this.membership, this.links, this.observer);
		this.handshakes = new Handshakes(this.membership, this.links);
		this.inbound = new Inbound(this.membership, this.links, this.handshakes, this.gossiper, this.observer,
				this.pings, this);
		this.leadership = new Leadership(this.membership, now);
		this.resolver = new Resolver(this.membership, this.observer::isCutOff, now);
		this.islands = new Islands(this.membership, this.links, calls, this::yieldTo, now);
		this.recognition = new Recognition(this.membership, this.links, now);
		this.reception = new Reception(this.membership, this.islands);
	}

	/** The first state: that of the Welcome, or this node alone. */
	void begin(Delta state) {
		this.membership.merge(state, null);
	}

	/** This node runs; it had wanted to at the latest when it was due. */
	void awake(long now, long due) {
		this.now = now;
		long pause = this.observer.awake(now, due);
		this.resolver.paused(pause, now);
		this.leadership.paused(pause, now);
		this.resolver.awake(now, due);
	}

	/** The threads that move bytes were late. */
	void late(long millis) {
		this.observer.late(millis, this.now);
		this.links.late(millis);
	}

	void received(long link, Frame frame) {
		this.inbound.received(link, frame, this.now);
	}

	/** Whether an input only puts off what is due. */
	boolean isRoutine(Input input) {
		return input instanceof Input.FrameReceived received && isCalm()
				&& this.inbound.isRoutine(received.link(), received.frame());
	}

	void closed(long link, Disconnect reason, String detail) {
		this.inbound.closed(link, reason, detail, this.now);
	}

	void called(long call, Request request) {
		this.reception.received(call, request, this.now);
	}

	/** The lease that decides a split was acquired, or not. */
	void answered(Input.LeaseAnswered answer) {
		this.resolver.answered(answer, this.now);
	}

	/** Brings everything up to date; the end of this life, if it has come. */
	Output.@Nullable Terminated settle(long now) {
		this.now = now;
		this.links.tick(this.now);
		this.handshakes.tick(this.now);
		this.observer.tick(this.now);
		this.pings.tick(this.now);
		this.gossiper.tick(this.now);
		this.leadership.tick(this.now);
		this.changed |= this.islands.tick(isCalm(), this.now);
		this.reception.tick(this.now);
		Agreement before = this.leadership.agreement();
		int round = 0;
		do {
			conclude();
		}
		while ((this.leadership.act(this.now) || this.resolver.resolve(this.now)) && ++round < MOST_ROUNDS);
		show(before);
		this.end.notice();
		if (this.end.cause() != null) {
			this.reception.close();
			this.gossiper.flushAll();
			this.links.closeAll("this node stops");
		}
		else {
			this.gossiper.flush(this.now);
		}
		return this.end.cause();
	}

	private boolean isCalm() {
		return this.leadership.agreement().holds() && this.membership.judge.verdict().unreachable().isEmpty();
	}

	/** Agreement is shown at once; what blocks it now and then. */
	private void show(Agreement before) {
		Agreement after = this.leadership.agreement();
		boolean flipped = before.holds() != after.holds();
		if (flipped || (!before.equals(after) && this.now - this.shownAt >= SHOW_PAUSE)) {
			this.changed = true;
			this.shownAt = this.now;
		}
	}

	private void conclude() {
		if (this.membersChanged) {
			this.membersChanged = false;
			this.handshakes.reconsider(this.now, (link) -> this.inbound.greet(link, this.now));
			arrange();
			this.reportsChanged = true;
		}
		if (this.reportsChanged || this.now >= this.membership.judge.deadline(this.now - 1)) {
			this.reportsChanged = false;
			boolean changedVerdict = this.membership.judge.judge(this.membership.tables(), this.membership.overlay(),
					this.observer.judgesAlone(), this.now);
			if (changedVerdict) {
				this.changed = true;
				arrange();
			}
			this.observer.confirm(this.membership.judge.verdict().unstable(), this.now);
		}
	}

	/** Who observes whom, and who needs a link, after a change. */
	private void arrange() {
		MemberRecord own = this.membership.own();
		if (own == null) {
			return;
		}
		Overlay overlay = this.membership.overlay();
		Predicate<NodeId> unreachable = this.membership::isUnreachable;
		Set<NodeId> subjects = overlay.subjectsOf(own, unreachable);
		Set<NodeId> observers = overlay.observersOf(own, unreachable.negate());
		this.observer.observe(subjects, this.membership::isOrphaned, this.now);
		Set<NodeId> watched = new TreeSet<>(this.observer.subjects());
		watched.addAll(subjects);
		this.links.want(watched, observers, this.now);
		for (Link link : this.links.all()) {
			if (!this.membership.isLive(link.peer) && !link.open) {
				this.links.close(link, "no member any more");
			}
		}
	}

	@Override
	public void refused(NodeId peer, Rejection reason, String message) {
		if (this.recognition.refused(peer, reason, this.now)) {
			this.end.excluded(peer.address() + " refuses this node: " + message);
		}
	}

	@Override
	public void foreign(NodeId peer) {
		this.islands.doubt(peer.address());
	}

	@Override
	public void dissolved(Frame.Dissolve dissolve) {
		yieldTo(dissolve.into(), dissolve.contact());
	}

	private void yieldTo(ClusterId into, NodeAddress contact) {
		if (this.end.cause() == null) {
			boolean part = into.equals(this.membership.clusterId);
			this.links.open().forEach((link) -> this.links.send(link, new Frame.Dissolve(into, contact)));
			this.end.dissolved(part ? "this part of the cluster joins that of " + contact
					: "this cluster dissolved in favour of " + into, contact);
		}
	}

	long deadline() {
		long deadline = Math.min(this.links.deadline(), this.handshakes.deadline());
		deadline = Math.min(deadline, Math.min(this.observer.deadline(), this.pings.deadline()));
		deadline = Math.min(deadline, Math.min(this.gossiper.deadline(), this.leadership.deadline()));
		deadline = Math.min(deadline, Math.min(this.resolver.deadline(), this.islands.deadline()));
		return Math.min(deadline, Math.min(this.reception.deadline(), this.membership.judge.deadline(this.now)));
	}

	private void changed(Tables.Changes changes, boolean members, @Nullable Link source) {
		this.end.changed();
		this.gossiper.disperse(changes, source, this.now);
		this.membersChanged |= members;
		this.reportsChanged |= !changes.rows().isEmpty();
		this.changed = true;
	}

	boolean hasChanged() {
		return this.changed;
	}

	Insight insight() {
		return this.membership.insight(this.leadership.agreement());
	}

	ClusterState snapshot(long view) {
		this.changed = false;
		Agreement agreement = this.leadership.agreement();
		Portrait portrait = this.membership.portrait();
		return new ClusterState(this.membership.settings.name(), this.membership.clusterId, view, agreement.holds(),
				agreement.holds() ? List.of() : agreement.blockedBy(), this.membership.self, portrait.members(),
				portrait.unreachable(), portrait.suspected(), portrait.leader(), portrait.oldest(),
				portrait.roleLeaders(), this.islands.foreignClusters());
	}

}
