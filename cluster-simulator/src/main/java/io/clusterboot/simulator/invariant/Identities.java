package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;

/**
 * Invariant 12: members of two clusters never stand in one list, and one id is minted
 * once.
 */
final class Identities implements Listener {

	private final Map<NodeId, ClusterId> clusterOf = new HashMap<>();

	private final Set<ClusterId> minted = new HashSet<>();

	private final Map<SimulatedNode, NodeId> lives = new HashMap<>();

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void settled(SimulatedNode node) {
		Insight insight = node.insight();
		if (insight == null || insight.self().equals(this.lives.put(node, insight.self()))) {
			return;
		}
		this.clusterOf.put(insight.self(), insight.clusterId());
		if (insight.tables().members().size() == 1 && !this.minted.add(insight.clusterId())) {
			throw new InvariantViolation(12, insight.clusterId() + " was minted again by " + insight.self());
		}
		insight.tables().members().live().forEach((record) -> check(insight, record));
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		Insight insight = node.insight();
		if (insight != null) {
			Difference.compare(before, after, (earlier, record) -> check(insight, record), (gone) -> {
			});
		}
	}

	private void check(Insight insight, MemberRecord record) {
		ClusterId theirs = this.clusterOf.get(record.id());
		if (theirs != null && !theirs.equals(insight.clusterId())) {
			throw new InvariantViolation(12,
					insight.self() + " of " + insight.clusterId() + " lists " + record.id() + " of " + theirs);
		}
	}

}
