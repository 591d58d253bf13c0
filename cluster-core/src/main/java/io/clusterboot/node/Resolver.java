package io.clusterboot.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Verdict;
import io.clusterboot.downing.Decision;
import io.clusterboot.downing.DowningStrategies;
import io.clusterboot.downing.DowningStrategy;
import io.clusterboot.downing.Split;
import io.clusterboot.downing.StabilityClock;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Resolves splits: on the leader of each side, when it is UP, once the split has been
 * stable for long enough. Times are monotonic ms.
 */
final class Resolver {

	/** Pause between two looks at a split that another node has to decide. */
	private static final long LOOK_AGAIN = 500;

	/** A pause after which others may have decided without this node. */
	private static final long LONG_PAUSE = 1000;

	private final Membership membership;

	private final DowningStrategy strategy;

	private final StabilityClock clock;

	private @Nullable Tables judgedTables;

	private @Nullable Verdict judgedVerdict;

	private Map<NodeId, Evidence> unreachable = Map.of();

	/** What the clock was last shown. */
	private Map<NodeId, Evidence> timed = Map.of();

	private long lookAgainAt = Long.MIN_VALUE;

	Resolver(Membership membership) {
		this.membership = membership;
		this.strategy = DowningStrategies.of(membership.settings.downing());
		this.clock = new StabilityClock(membership.settings.downing());
	}

	/** This node was not there for a while: what it knows may be long past. */
	void paused(long pause, long now) {
		if (pause >= LONG_PAUSE) {
			this.clock.doubt(now);
		}
	}

	/** Looks at the verdict; downs members if it is time. */
	boolean resolve(long now) {
		if (this.membership.settings.downing().strategy() == DowningMode.NONE) {
			return false;
		}
		Map<NodeId, Evidence> unreachable = unreachable();
		if (unreachable != this.timed || now >= decisionAt()) {
			this.timed = unreachable;
			this.clock.observe(unreachable, now);
		}
		if (unreachable.isEmpty() || now < decisionAt()) {
			return false;
		}
		this.lookAgainAt = now + LOOK_AGAIN;
		if (!this.membership.judge.holding(now).isEmpty()) {
			return false;
		}
		MemberRecord own = this.membership.own();
		NodeId leader = Leader.of(this.membership.tables().members(), this.membership.judge.verdict().unreachable());
		if (own == null || own.status() != MemberStatus.UP || !own.id().equals(leader)) {
			return false;
		}
		Decision decision = this.strategy.decide(new Split(this.membership.live(), unreachable.keySet()));
		if (decision.down().isEmpty()) {
			return false;
		}
		String names = decision.down().stream().map((id) -> id.address().toString()).collect(Collectors.joining(", "));
		this.membership.notice(Output.Severity.WARN, "downing", "Downing " + names + " (" + decision.reason() + ")");
		this.membership.witness.downs(this.membership.self, decision.down());
		this.membership.update(this.membership.live()
			.stream()
			.filter((record) -> decision.down().contains(record.id()))
			.map((record) -> record.withStatus(MemberStatus.DOWN))
			.toList());
		return true;
	}

	/** When time alone may change something. */
	long deadline() {
		return Math.max(decisionAt(), this.lookAgainAt);
	}

	private long decisionAt() {
		Long at = this.clock.decisionAt(this.membership.live().size());
		return (at != null) ? at : Long.MAX_VALUE;
	}

	/**
	 * The unreachable members that are not DOWN yet, with the strongest evidence for
	 * each.
	 */
	private Map<NodeId, Evidence> unreachable() {
		Tables tables = this.membership.tables();
		Verdict verdict = this.membership.judge.verdict();
		if (tables != this.judgedTables || verdict != this.judgedVerdict) {
			this.judgedTables = tables;
			this.judgedVerdict = verdict;
			this.unreachable = gather();
		}
		return this.unreachable;
	}

	private Map<NodeId, Evidence> gather() {
		Map<NodeId, Evidence> unreachable = new TreeMap<>();
		for (NodeId id : this.membership.judge.verdict().unreachable()) {
			MemberRecord record = this.membership.get(id);
			if (record != null && record.status() != MemberStatus.DOWN) {
				unreachable.put(id, strongest(id));
			}
		}
		return unreachable;
	}

	private Evidence strongest(NodeId subject) {
		Evidence strongest = Evidence.UNREACHABLE;
		for (ObservationRow row : this.membership.tables().rows()) {
			Evidence evidence = row.subjects().get(subject);
			if (evidence != null && evidence.compareTo(strongest) > 0
					&& !this.membership.isUnreachable(row.observer())) {
				strongest = evidence;
			}
		}
		return strongest;
	}

}
