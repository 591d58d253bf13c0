package io.clusterboot.detection;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Tables;

/**
 * Keeps one node's verdict over time: members that become unreachable together are
 * published together, and an unstable one holds the leader for a bounded time only. Times
 * are monotonic ms.
 */
public final class Judge {

	/**
	 * How long newly unreachable members wait for others: where a host dies, its nodes
	 * are found out within some ms of each other.
	 */
	private static final long GATHER = 50;

	/** How long they wait for unstable ones. */
	private static final long GATHER_UNSTABLE = 300;

	/** How long an unstable member holds the leader and the resolver. */
	private static final long HOLD = 5000;

	private final NodeId self;

	private final Map<NodeId, Long> unstableSince = new TreeMap<>();

	private Verdict verdict = Verdict.WELL;

	private long gatheringSince = Long.MAX_VALUE;

	/**
	 * Creates a judge.
	 * @param self whose verdict it is
	 */
	public Judge(NodeId self) {
		this.self = self;
	}

	/**
	 * Judges anew.
	 * @param tables members and reports
	 * @param overlay who observes whom
	 * @param single whether any single accusation suffices
	 * @param now the time
	 * @return true if the set of unreachable or unstable members changed
	 */
	public boolean judge(Tables tables, Overlay overlay, boolean single, long now) {
		Verdict next = Verdict.of(tables, overlay, this.self, single, this.verdict);
		this.unstableSince.keySet().retainAll(next.unstable());
		next.unstable().forEach((id) -> this.unstableSince.putIfAbsent(id, now));
		boolean grows = !this.verdict.unreachable().containsAll(next.unreachable());
		this.gatheringSince = grows ? Math.min(this.gatheringSince, now) : Long.MAX_VALUE;
		if (grows && now - this.gatheringSince < patience(now)) {
			next = new Verdict(retained(next.unreachable()), next.unstable());
		}
		else {
			this.gatheringSince = Long.MAX_VALUE;
		}
		boolean changed = !next.equals(this.verdict);
		if (changed) {
			this.verdict = next;
		}
		return changed;
	}

	/**
	 * The verdict.
	 * @return the last one
	 */
	public Verdict verdict() {
		return this.verdict;
	}

	/**
	 * The unstable members that hold the leader and the resolver.
	 * @param now the time
	 * @return the members, sorted
	 */
	public SortedSet<NodeId> holding(long now) {
		if (this.unstableSince.isEmpty()) {
			return Collections.emptySortedSet();
		}
		SortedSet<NodeId> holding = new TreeSet<>();
		this.unstableSince.forEach((id, since) -> {
			if (now - since < HOLD) {
				holding.add(id);
			}
		});
		return holding;
	}

	/**
	 * When time alone changes something.
	 * @param now the time
	 * @return the next such time, {@link Long#MAX_VALUE} for never
	 */
	public long deadline(long now) {
		long deadline = Long.MAX_VALUE;
		if (this.gatheringSince != Long.MAX_VALUE) {
			deadline = this.gatheringSince + patience(now);
		}
		for (long since : this.unstableSince.values()) {
			if (now - since < HOLD) {
				deadline = Math.min(deadline, since + HOLD);
			}
		}
		return deadline;
	}

	private long patience(long now) {
		return holding(now).isEmpty() ? GATHER : GATHER_UNSTABLE;
	}

	private SortedSet<NodeId> retained(SortedSet<NodeId> unreachable) {
		SortedSet<NodeId> retained = new TreeSet<>(unreachable);
		retained.retainAll(this.verdict.unreachable());
		return retained;
	}

}
