package io.clusterboot.node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.downing.Decision;
import io.clusterboot.downing.DowningStrategies;
import io.clusterboot.downing.DowningStrategy;
import io.clusterboot.downing.IndirectlyConnected;
import io.clusterboot.downing.Split;
import io.clusterboot.downing.StabilityClock;
import io.clusterboot.state.MemberRecord;

/**
 * Resolves splits: on the leader of each side, when it is UP, once the split has been
 * stable for long enough. Every decision is told once. Times are monotonic ms.
 */
final class Resolver {

	/** Pause between two looks at a split that another node has to decide. */
	private static final long LOOK_AGAIN = 500;

	/** A pause after which others may have decided without this node. */
	private static final long LONG_PAUSE = 1000;

	private final Membership membership;

	private final BooleanSupplier cutOff;

	private final Sight sight;

	private final DowningMode mode;

	private final DowningStrategy strategy;

	private final StabilityClock clock;

	private final IndirectlyConnected indirect;

	private final LeaseQuest lease;

	private long lookAgainAt = Long.MIN_VALUE;

	/** Nobody is unreachable, and no link is bad: there is nothing to wait for. */
	private boolean quiet;

	/** The split for which the strategy has nothing to do. */
	private Set<NodeId> leftAlone = Set.of();

	Resolver(Membership membership, BooleanSupplier cutOff, long now) {
		this.membership = membership;
		this.cutOff = cutOff;
		this.sight = new Sight(membership);
		this.mode = membership.settings.downing().strategy();
		this.strategy = DowningStrategies.of(membership.settings.downing());
		this.clock = new StabilityClock(membership.settings.downing());
		this.indirect = new IndirectlyConnected(membership.settings.downing());
		this.lease = new LeaseQuest(membership, now);
	}

	/** This node runs; it had wanted to at the latest when it was due. */
	void awake(long now, long due) {
		this.lease.awake(now, due);
	}

	/** This node was not there for a while: what it knows may be long past. */
	void paused(long pause, long now) {
		if (pause >= LONG_PAUSE) {
			this.clock.doubt(now);
		}
	}

	/** Looks at the verdict; downs members if it is time. */
	boolean resolve(long now) {
		observe(now);
		if (this.quiet || now < due()) {
			return false;
		}
		this.lookAgainAt = now + LOOK_AGAIN;
		if (!leads()) {
			return isLeftBehind() && now >= this.clock.decisionAt(size()) && giveUp();
		}
		if (now >= this.clock.decisionAt(size())) {
			return this.membership.judge.holding(now).isEmpty() && decide(now);
		}
		if (now >= unstableAt()) {
			return carryOut(everybody());
		}
		return now >= badLinksAt() && isMajority() && carryOut(this.indirect.decide(this.membership.live()));
	}

	private void observe(long now) {
		boolean changed = this.sight.look();
		if (!changed && this.quiet) {
			return;
		}
		if (changed || now >= due()) {
			this.clock.observe(unreachable(), size(), now);
			this.indirect.observe(this.sight.badLinks(), now);
		}
		if (unreachable().isEmpty()) {
			this.leftAlone = Set.of();
			this.lease.forget();
		}
		this.quiet = unreachable().isEmpty() && this.sight.badLinks().isEmpty();
	}

	/** When time alone may change something. */
	long deadline() {
		return this.quiet ? Long.MAX_VALUE : Math.max(due(), this.lookAgainAt);
	}

	private long due() {
		if (this.mode == DowningMode.NONE && this.leftAlone.equals(unreachable().keySet())) {
			return Long.MAX_VALUE;
		}
		long decision = this.clock.decisionAt(size());
		if (this.lease.deadline() != Long.MAX_VALUE) {
			decision = Math.max(decision, this.lease.deadline());
		}
		return Math.min(decision, Math.min(unstableAt(), badLinksAt()));
	}

	private long unstableAt() {
		return (this.mode != DowningMode.NONE) ? this.clock.unstableAt() : Long.MAX_VALUE;
	}

	/** A split comes first. */
	private long badLinksAt() {
		return unreachable().isEmpty() ? this.indirect.decisionAt(size()) : Long.MAX_VALUE;
	}

	private boolean decide(long now) {
		Decision decision = this.strategy.decide(split());
		Decision.Condition condition = decision.condition();
		if (condition == null) {
			return decideWithoutDoubt(decision, now);
		}
		if (!this.lease.isDue(unreachable().keySet(), condition.delay(), now)) {
			return false;
		}
		Long firstFall = this.clock.firstFall();
		if (firstFall == null || this.lease.isTooLate(firstFall, now)) {
			return carryOut(new Decision(condition.otherwise(),
					decision.reason()
							+ ", and the split is too old to ask for the lease: another side may have had it already",
					null));
		}
		this.membership.notice(Output.Severity.INFO, "lease", "Asking for the lease (" + decision.reason() + ")");
		this.lease.ask();
		return false;
	}

	/**
	 * A member on this side that takes another one here for dead may be counted on by the
	 * other side as well. Where everything depends on such members, the other side may
	 * win: word of that comes through them. When none has come, this node gives way.
	 */
	private boolean decideWithoutDoubt(Decision decision, long now) {
		Set<NodeId> doubtful = this.sight.doubtful();
		NodeId self = this.membership.self;
		if (doubtful.isEmpty() || isForAll(decision)) {
			return carryOut(decision);
		}
		Decision cautious = this.strategy.decide(split(doubtful));
		if (decision.down().contains(self) || !cautious.down().contains(self)) {
			return carryOut(decision.without(doubtful));
		}
		long patience = StabilityClock.stableAfter(this.membership.settings.downing(), size());
		return now >= this.clock.decisionAt(size()) + patience
				&& carryOut(cautious.onlyFor(self, "as members on this side take each other for dead"));
	}

	/** Where no side is to go on, nobody is spared. */
	private boolean isForAll(Decision decision) {
		return decision.down().containsAll(split().everybody(true))
				&& decision.down().containsAll(split().everybody(false));
	}

	/**
	 * Whether this side is the majority without anybody that another one may count on.
	 */
	private boolean isMajority() {
		Set<NodeId> doubtful = this.sight.doubtful();
		return doubtful.isEmpty() || split(doubtful).isMajority();
	}

	/**
	 * Who has the lease downs whom it asked for, unless they are back; who has it not
	 * downs its side, if it still leads it and the split is still there.
	 */
	void answered(Input.LeaseAnswered answer, long now) {
		observe(now);
		Set<NodeId> subjects = this.lease.answered(answer);
		if (subjects == null) {
			return;
		}
		SortedSet<NodeId> gone = new TreeSet<>(unreachable().keySet());
		gone.retainAll(subjects);
		Decision decision = this.strategy.decide(split());
		Decision.Condition condition = decision.condition();
		if (gone.isEmpty() || condition == null) {
			return;
		}
		if (answer.acquired()) {
			carryOut(new Decision(gone, decision.reason() + ", and this side got the lease", null));
		}
		else if (leads()) {
			carryOut(new Decision(condition.otherwise(),
					decision.reason() + ", and this side did not get the lease: " + answer.detail(), null));
		}
	}

	private Decision everybody() {
		return Decision.downAll(split(), "down-all-when-unstable: the unreachable members kept changing for "
				+ "longer than down-all-when-unstable allows, now " + unreachable().size() + " of " + size());
	}

	private boolean carryOut(Decision wanted) {
		boolean alone = this.cutOff.getAsBoolean() && !this.sight.isShared();
		Decision decision = alone
				? wanted.onlyFor(this.membership.self, "as nobody else on this side finds the others unreachable")
				: wanted;
		if (decision.down().isEmpty()) {
			if (!this.leftAlone.equals(unreachable().keySet())) {
				this.leftAlone = Set.copyOf(unreachable().keySet());
				this.membership.notice(Output.Severity.WARN, "downing", "Nobody is downed (" + decision.reason() + ")");
			}
			return false;
		}
		this.membership.witness.downs(this.membership.self, decision.down());
		this.clock.decided();
		this.lease.forget();
		int reachable = split().everybody(true).size();
		List<NodeId> unreachable = List.copyOf(unreachable().keySet());
		this.membership.update(this.membership.live()
			.stream()
			.filter((record) -> decision.down().contains(record.id()))
			.map((record) -> record.withStatus(MemberStatus.DOWN))
			.toList());
		this.membership.output.accept(
				new Output.Decided(this.mode, decision.reason(), List.copyOf(decision.down()), reachable, unreachable));
		return true;
	}

	private boolean leads() {
		MemberRecord own = this.membership.own();
		return own != null && own.status() == MemberStatus.UP && own.id()
			.equals(Leader.of(this.membership.tables().members(), this.membership.judge.verdict().unreachable()));
	}

	/** Nobody on this side ever was UP, and this node stands for it. */
	private boolean isLeftBehind() {
		return this.mode != DowningMode.NONE && split().isWithoutVote() && this.membership.self
			.equals(Leader.of(this.membership.tables().members(), this.membership.judge.verdict().unreachable()));
	}

	/**
	 * Such a side cannot win, whatever the strategy; the others may have won long ago.
	 */
	private boolean giveUp() {
		if (split().isWithoutAnyVote()) {
			return carryOut(Decision.downAll(split(), "no member is up, and no side can know what the other does"));
		}
		Decision decision = this.strategy.decide(split());
		boolean own = decision.condition() == null && decision.down().contains(this.membership.self);
		return own && carryOut(decision);
	}

	private Split split() {
		return split(Set.of());
	}

	private Split split(Set<NodeId> doubtful) {
		Set<NodeId> others = new TreeSet<>(unreachable().keySet());
		others.addAll(doubtful);
		return new Split(this.membership.live(), others, this.membership.believed());
	}

	private Map<NodeId, Evidence> unreachable() {
		return this.sight.unreachable();
	}

	private int size() {
		return this.membership.live().size();
	}

}
