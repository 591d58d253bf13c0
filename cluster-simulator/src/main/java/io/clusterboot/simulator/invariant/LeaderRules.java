package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.clusterboot.agreement.Leader;
import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 7: WEAKLY_UP is written only without agreement and never over UP; UP, EXITING
 * and removals are first written by a node that took itself for the leader.
 */
final class LeaderRules implements Listener {

	/** What each node, as the leader, announced to write in its present turn. */
	private final Map<SimulatedNode, Set<NodeId>> announced = new HashMap<>();

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void acts(SimulatedNode node, Insight insight, LeaderActions actions) {
		NodeId leader = Leader.of(insight.tables().members(), insight.verdict().unreachable());
		if (!insight.self().equals(leader)) {
			throw new InvariantViolation(7, insight.self() + " acts, but " + leader + " leads");
		}
		boolean agreed = insight.agreement().holds();
		Set<NodeId> ids = this.announced.computeIfAbsent(node, (key) -> new HashSet<>());
		for (MemberRecord update : actions.updates()) {
			MemberRecord before = insight.tables().members().get(update.id());
			boolean weak = update.status() == MemberStatus.WEAKLY_UP;
			if (weak == agreed) {
				throw new InvariantViolation(7, insight.self() + " writes " + update
						+ (agreed ? " although there is agreement" : " without agreement"));
			}
			if (weak && (before == null || before.status() != MemberStatus.JOINING)) {
				throw new InvariantViolation(7, insight.self() + " writes " + update + " over " + before);
			}
			ids.add(update.id());
		}
		if (!actions.removed().isEmpty() && !agreed) {
			throw new InvariantViolation(7, insight.self() + " removes " + actions.removed() + " without agreement");
		}
		ids.addAll(actions.removed());
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		if (!own || before == Tables.EMPTY) {
			return;
		}
		Set<NodeId> ids = this.announced.getOrDefault(node, Set.of());
		Difference.compare(before, after, (earlier, record) -> {
			if (isLeaders(earlier, record) && !ids.contains(record.id())) {
				throw new InvariantViolation(7, node.id() + " wrote " + record + " and is not the leader");
			}
		}, (record) -> {
			MemberRecord next = after.members().at(record.id().address());
			boolean outlived = next != null && next.id().incarnation() > record.id().incarnation();
			if (!outlived && !ids.contains(record.id())) {
				throw new InvariantViolation(7, node.id() + " removed " + record + " and is not the leader");
			}
		});
	}

	private static boolean isLeaders(@Nullable MemberRecord earlier, MemberRecord record) {
		boolean rises = earlier == null || earlier.status() != record.status();
		return rises && (record.status() == MemberStatus.UP || record.status() == MemberStatus.WEAKLY_UP
				|| record.status() == MemberStatus.EXITING);
	}

	@Override
	public void settled(SimulatedNode node) {
		this.announced.remove(node);
	}

}
