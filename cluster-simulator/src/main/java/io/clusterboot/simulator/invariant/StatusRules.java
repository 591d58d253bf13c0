package io.clusterboot.simulator.invariant;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Invariants 1 and 2: a status never goes down, only legal edges are written, and whoever
 * was removed never comes back.
 */
final class StatusRules implements Listener {

	private static final Map<MemberStatus, Set<MemberStatus>> EDGES = edges();

	private final Map<NodeId, Set<NodeId>> removed = new HashMap<>();

	private static Map<MemberStatus, Set<MemberStatus>> edges() {
		Map<MemberStatus, Set<MemberStatus>> edges = new EnumMap<>(MemberStatus.class);
		edges.put(MemberStatus.JOINING,
				EnumSet.of(MemberStatus.WEAKLY_UP, MemberStatus.UP, MemberStatus.LEAVING, MemberStatus.DOWN));
		edges.put(MemberStatus.WEAKLY_UP, EnumSet.of(MemberStatus.UP, MemberStatus.LEAVING, MemberStatus.DOWN));
		edges.put(MemberStatus.UP, EnumSet.of(MemberStatus.LEAVING, MemberStatus.DOWN));
		edges.put(MemberStatus.LEAVING, EnumSet.of(MemberStatus.EXITING, MemberStatus.DOWN));
		edges.put(MemberStatus.EXITING, EnumSet.of(MemberStatus.DOWN));
		edges.put(MemberStatus.DOWN, EnumSet.noneOf(MemberStatus.class));
		return edges;
	}

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		boolean entered = before == Tables.EMPTY;
		if (entered) {
			this.removed.put(node.id(), new HashSet<>());
		}
		Set<NodeId> gone = this.removed.computeIfAbsent(node.id(), (key) -> new HashSet<>());
		Difference.compare(before, after, (earlier, record) -> {
			if (gone.contains(record.id())) {
				throw new InvariantViolation(2, record + " was removed at " + node.id() + " and came back");
			}
			check(node, earlier, record, own && !entered);
		}, (record) -> gone.add(record.id()));
	}

	private static void check(SimulatedNode node, @Nullable MemberRecord earlier, MemberRecord record, boolean own) {
		if (earlier == null) {
			if (own && record.status() != MemberStatus.JOINING) {
				throw new InvariantViolation(1, node.id() + " lets in " + record);
			}
			return;
		}
		if (record.status().compareTo(earlier.status()) < 0) {
			throw new InvariantViolation(1, "at " + node.id() + " " + earlier + " became " + record);
		}
		boolean legal = record.status() == earlier.status()
				|| EDGES.getOrDefault(earlier.status(), Set.of()).contains(record.status());
		if (own && !legal) {
			throw new InvariantViolation(1, node.id() + " wrote " + record + " over " + earlier);
		}
	}

}
