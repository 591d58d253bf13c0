package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;

/**
 * Invariants 5 and 6: who is said to have seen a state really had it, and a leader acts
 * only where everybody who counts did.
 */
final class Attestations implements Listener {

	/** Who had each state. */
	private final Map<Fingerprint, Set<NodeId>> had = new HashMap<>();

	private final Map<SimulatedNode, SeenSet> checked = new HashMap<>();

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		this.had.computeIfAbsent(after.members().fingerprint(), (key) -> new HashSet<>()).add(node.id());
	}

	@Override
	public void settled(SimulatedNode node) {
		Insight insight = node.insight();
		SeenSet before = (insight != null) ? this.checked.put(node, insight.seen()) : null;
		if (insight == null || before == insight.seen()) {
			return;
		}
		List<MemberRecord> live = insight.tables().members().live();
		if (!insight.seen().fingerprint().equals(insight.tables().members().fingerprint())) {
			return;
		}
		Set<NodeId> had = hadIt(insight);
		// what was checked before need not be checked again
		SeenSet checked = (before != null && before.fingerprint().equals(insight.seen().fingerprint())) ? before
				: SeenSet.received(insight.seen().fingerprint(), new long[0]);
		for (int i = 0; i < live.size(); i++) {
			boolean isNew = insight.seen().contains(i) && !checked.contains(i);
			if (isNew && !had.contains(live.get(i).id())) {
				throw new InvariantViolation(5,
						insight.self() + " believes that " + live.get(i).id() + " has seen a state that it never had");
			}
		}
	}

	@Override
	public void acts(SimulatedNode node, Insight insight, LeaderActions actions) {
		if (!insight.agreement().holds()) {
			return;
		}
		Set<NodeId> had = hadIt(insight);
		int voting = 0;
		int missing = 0;
		for (MemberRecord record : insight.tables().members().live()) {
			if (record.isVoting()) {
				voting++;
				if (insight.verdict().unreachable().contains(record.id())) {
					missing++;
				}
				else if (!had.contains(record.id())) {
					throw new InvariantViolation(6,
							insight.self() + " acts on a state that " + record.id() + " never had");
				}
			}
		}
		long downed = insight.tables().members().live().stream().filter(MemberRecord::wasVoting).count();
		if (missing > 0 && 2 * (missing + downed) >= voting + downed) {
			throw new InvariantViolation(6, insight.self() + " acts while " + missing + " of " + voting
					+ " members that count are unreachable, and " + downed + " DOWN");
		}
	}

	private Set<NodeId> hadIt(Insight insight) {
		return this.had.getOrDefault(insight.tables().members().fingerprint(), Set.of());
	}

}
