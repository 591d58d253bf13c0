package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Verdict;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.Tables;

/**
 * Invariants 9 and 15: only the observer changes its row, nobody is unreachable without
 * an accusation that counts, and a node that was stopped accuses nobody on its own until
 * it has listened for a while.
 */
final class Rows implements Listener {

	/** The least quiet time after a pause: one heartbeat interval. */
	private static final long QUIET = 1000;

	/** The node's own clock is a little fast or slow, and shows whole ms. */
	private static final long ROUNDING = 2;

	/** A pause that a busy machine shows all the time is none. */
	private static final long TOLERATED = 300;

	private final Map<NodeId, Map<Long, ObservationRow>> written = new HashMap<>();

	/** When lives that had been stopped went on, and whom they had known by then. */
	private final Map<NodeId, Waking> wakings = new HashMap<>();

	private final Map<SimulatedNode, Verdict> verdicts = new HashMap<>();

	private final Map<SimulatedNode, Long> lastTurn = new HashMap<>();

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void resumed(SimulatedNode node) {
		long stopped = node.cluster().now() - this.lastTurn.getOrDefault(node, node.cluster().now());
		boolean doubts = node.settings().failureDetector().localHealth();
		Insight insight = node.insight();
		if (doubts && stopped > TOLERATED + QUIET && insight != null) {
			this.wakings.put(node.id(), new Waking(node.cluster().now(), insight.tables().members()));
		}
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		List<ObservationRow> rows = after.rows();
		for (ObservationRow row : rows) {
			ObservationRow earlier = before.row(row.observer());
			if (row == earlier || row.equals(earlier)) {
				continue;
			}
			if (row.version() <= earlier.version()) {
				throw new InvariantViolation(9, "at " + node.id() + " " + earlier + " became " + row);
			}
			if (own && before != Tables.EMPTY) {
				wrote(node, before, row);
			}
			else {
				heard(node, row);
			}
		}
	}

	private void wrote(SimulatedNode node, Tables before, ObservationRow row) {
		if (!row.observer().equals(node.id())) {
			throw new InvariantViolation(9, node.id() + " wrote " + row);
		}
		this.written.computeIfAbsent(row.observer(), (key) -> new HashMap<>()).put(row.version(), row);
		Waking waking = this.wakings.get(row.observer());
		if (waking == null || node.cluster().now() - waking.at() >= QUIET - ROUNDING) {
			return;
		}
		for (NodeId subject : row.subjects().keySet()) {
			boolean known = before.rows().stream().anyMatch((other) -> other.accuses(subject));
			if (row.accuses(subject) && !known && waking.members().get(subject) != null) {
				throw new InvariantViolation(15,
						node.id() + " woke " + (node.cluster().now() - waking.at()) + " ms ago and accuses " + subject);
			}
		}
	}

	private void heard(SimulatedNode node, ObservationRow row) {
		ObservationRow original = this.written.getOrDefault(row.observer(), Map.of()).get(row.version());
		if (original == null || !original.equals(row)) {
			throw new InvariantViolation(9, node.id() + " has " + row + ", its observer wrote " + original);
		}
	}

	@Override
	public void settled(SimulatedNode node) {
		this.lastTurn.put(node, node.cluster().now());
		Insight insight = node.insight();
		if (insight == null || this.verdicts.put(node, insight.verdict()) == insight.verdict()) {
			return;
		}
		for (NodeId subject : insight.verdict().unreachable()) {
			boolean accused = insight.tables()
				.rows()
				.stream()
				.anyMatch((row) -> row.accuses(subject) && counts(insight, row.observer()));
			if (!accused) {
				throw new InvariantViolation(9,
						insight.self() + " takes " + subject + " for unreachable, but nobody who counts accuses it");
			}
		}
	}

	private static boolean counts(Insight insight, NodeId observer) {
		MemberRecord record = insight.tables().members().get(observer);
		return record != null && record.status() != MemberStatus.DOWN;
	}

	/** Whom it met later was never silent while it was stopped. */
	private record Waking(long at, MemberTable members) {
	}

}
