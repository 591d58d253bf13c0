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

	private final Map<SimulatedNode, Tables> checked = new HashMap<>();

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void settled(SimulatedNode node) {
		Insight insight = node.insight();
		if (insight == null) {
			return;
		}
		Tables before = this.checked.put(node, insight.tables());
		if (before == insight.tables()) {
			return;
		}
		ClusterId clusterId = insight.clusterId();
		boolean entered = this.clusterOf.put(insight.self(), clusterId) == null;
		if (entered && insight.tables().members().size() == 1 && !this.minted.add(clusterId)) {
			throw new InvariantViolation(12, clusterId + " was minted again by " + insight.self());
		}
		for (MemberRecord record : insight.tables().members().live()) {
			ClusterId theirs = this.clusterOf.get(record.id());
			if (theirs != null && !theirs.equals(clusterId)) {
				throw new InvariantViolation(12,
						insight.self() + " of " + clusterId + " lists " + record.id() + " of " + theirs);
			}
		}
	}

}
