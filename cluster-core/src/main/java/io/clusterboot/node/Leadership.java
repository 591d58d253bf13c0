package io.clusterboot.node;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.agreement.Burials;
import io.clusterboot.agreement.Leader;
import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Verdict;
import io.clusterboot.downing.Precedence;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for agreement and, if this node is the leader, acts on it: when it arrives and
 * not on a tick. Times are monotonic ms.
 */
final class Leadership {

	/** Pause between two looks while agreement is missing, and at the tombstones. */
	private static final long LOOK_AGAIN = 1000;

	/** A pause after which others may have gone on without this node. */
	private static final long LONG_PAUSE = 1000;

	/** Time to hear of an own removal: a redial and an answer. */
	private static final long LISTEN = 1000;

	private static final long NOT_LISTENING = Long.MIN_VALUE;

	private final Membership membership;

	private final Burials burials = new Burials();

	private Agreement agreement = Agreement.NONE;

	private @Nullable MemberTable looked;

	private @Nullable SeenSet seen;

	private Verdict judged = Verdict.WELL;

	private Set<NodeId> holding = Set.of();

	private long actFrom = NOT_LISTENING;

	private long lastAgreed;

	private long nextBurials;

	private long lookAgainAt = Long.MIN_VALUE;

	Leadership(Membership membership, long now) {
		this.membership = membership;
		this.lastAgreed = now;
		this.nextBurials = now;
	}

	Agreement agreement() {
		return this.agreement;
	}

	/**
	 * This node was stopped for a while: others may have removed it and gone on, so it
	 * listens before it acts.
	 */
	void paused(long pause, long now) {
		if (pause >= LONG_PAUSE) {
			this.actFrom = now + LISTEN;
		}
	}

	/** Looks, and acts; true if the tables changed. */
	boolean act(long now) {
		Set<NodeId> holding = this.membership.judge.holding(now);
		if (!isNew(holding) && now < actAt()) {
			return false;
		}
		SortedSet<NodeId> unreachable = this.judged.unreachable();
		boolean agreedUntilNow = this.agreement.holds();
		this.agreement = agreement(unreachable, holding);
		boolean agreed = this.agreement.holds();
		if (agreed || agreedUntilNow) {
			this.lastAgreed = now;
		}
		if (now >= weaklyUpAt()) {
			this.lookAgainAt = now + LOOK_AGAIN;
		}
		boolean listening = now < this.actFrom;
		if (!listening) {
			this.actFrom = NOT_LISTENING;
		}
		if (listening || !this.membership.self.equals(Leader.of(this.membership.tables().members(), unreachable))) {
			return false;
		}
		LeaderActions actions = actions(agreed, unreachable, now);
		if (actions.isEmpty()) {
			return false;
		}
		this.membership.witness.acts(this.membership.insight(this.agreement), actions);
		if (!actions.updates().isEmpty()) {
			this.membership.update(actions.updates());
		}
		if (!actions.removed().isEmpty()) {
			this.membership.bury(actions.removed());
		}
		return true;
	}

	private Agreement agreement(SortedSet<NodeId> unreachable, Set<NodeId> holding) {
		MemberTable members = this.membership.tables().members();
		LeaderAgreement rule = this.membership.settings.leaderAgreement();
		int believed = 0;
		if (!unreachable.isEmpty()) {
			believed = this.membership.believed().size();
			rule = Precedence.mayBeOfMinority(this.membership.settings.downing(), members.live(), unreachable)
					? LeaderAgreement.ALL : rule;
		}
		return Agreement.of(members, this.membership.seen(), unreachable, believed, holding, rule);
	}

	/** Whether anything changed that agreement depends on. */
	private boolean isNew(Set<NodeId> holding) {
		boolean same = this.looked == this.membership.tables().members() && this.seen == this.membership.seen()
				&& this.judged == this.membership.judge.verdict() && this.holding.equals(holding);
		this.looked = this.membership.tables().members();
		this.seen = this.membership.seen();
		this.judged = this.membership.judge.verdict();
		this.holding = holding;
		return !same;
	}

	/** When time alone makes a difference. */
	private long actAt() {
		long weaklyUp = this.agreement.holds() ? Long.MAX_VALUE : Math.max(weaklyUpAt(), this.lookAgainAt);
		return Math.min(weaklyUp, listensUntil());
	}

	private long listensUntil() {
		return (this.actFrom != NOT_LISTENING) ? this.actFrom : Long.MAX_VALUE;
	}

	private LeaderActions actions(boolean agreed, Set<NodeId> unreachable, long now) {
		if (agreed) {
			return LeaderActions.onAgreement(this.membership.tables().members(), this.membership.seen(), unreachable,
					this.membership.self, this.membership.settings);
		}
		if (now >= weaklyUpAt()) {
			return LeaderActions.withoutAgreement(this.membership.tables().members(), unreachable);
		}
		return new LeaderActions(List.of(), List.of());
	}

	private long weaklyUpAt() {
		return this.lastAgreed + this.membership.settings.weaklyUpAfter().toMillis();
	}

	/** Forgets tombstones that nobody needs any more. */
	void tick(long now) {
		if (now >= this.nextBurials) {
			this.nextBurials = now + LOOK_AGAIN;
			Burials.Forgettable forgettable = this.burials.observe(this.membership.tables().members(),
					this.membership.seen(), now);
			if (!forgettable.tombstones().isEmpty()) {
				this.membership.forget(forgettable);
			}
		}
	}

	long deadline() {
		boolean joining = !this.agreement.holds() && this.membership.tables().members().electorate().hasJoining();
		long deadline = joining ? Math.max(weaklyUpAt(), this.lookAgainAt) : Long.MAX_VALUE;
		deadline = Math.min(deadline, listensUntil());
		boolean buried = !this.membership.tables().members().tombstones().isEmpty();
		return buried ? Math.min(deadline, this.nextBurials) : deadline;
	}

}
