package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 8: the upNumber of a member is constant once everybody knows it. So the order
 * of age, ties by address, is the same everywhere.
 */
final class Ages implements Listener {

	private final Map<NodeId, Integer> settledNumbers = new HashMap<>();

	/** Who was removed somewhere: nobody listens to what it makes of that. */
	private final Set<NodeId> removed = new HashSet<>();

	private @Nullable Fingerprint last;

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void settled(SimulatedNode node) {
		Insight insight = node.insight();
		if (insight == null || !insight.seen().isComplete()
				|| insight.tables().members().fingerprint().equals(this.last)) {
			return;
		}
		this.last = insight.tables().members().fingerprint();
		for (MemberRecord record : insight.tables().members().live()) {
			if (record.upNumber() > 0 && !this.settledNumbers.containsKey(record.id())
					&& isKnownToAll(node.cluster(), insight.clusterId(), record)) {
				this.settledNumbers.put(record.id(), record.upNumber());
			}
		}
	}

	/**
	 * A member whose only contact was downed before it told of it may run, too, and have
	 * heard of another number.
	 */
	private static boolean isKnownToAll(SimulatedCluster cluster, ClusterId clusterId, MemberRecord record) {
		for (SimulatedNode node : cluster.nodes()) {
			Insight insight = node.insight();
			MemberRecord theirs = (insight != null && insight.clusterId().equals(clusterId))
					? insight.tables().members().get(record.id()) : null;
			if (theirs != null && theirs.upNumber() != record.upNumber()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * When all have ended who knew a number, a leader that slept all the time gives
	 * another one. One that was removed without knowing it may do so, too, and let others
	 * in, to whom those who know the number do not listen.
	 */
	private static boolean isStillKnown(SimulatedNode by, NodeId id, int number) {
		return by.cluster().nodes().stream().anyMatch((node) -> {
			Insight insight = node.insight();
			MemberRecord record = (insight != null) ? insight.tables().members().get(id) : null;
			return insight != null && record != null && record.upNumber() == number
					&& insight.tables().members().indexOf(by.id()) >= 0;
		});
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		Difference.compare(before, after, (earlier, record) -> {
			Integer known = this.settledNumbers.get(record.id());
			boolean heard = !this.removed.contains(node.id());
			if (heard && known != null && record.upNumber() > 0 && record.upNumber() != known
					&& isStillKnown(node, record.id(), known)) {
				throw new InvariantViolation(8, "everybody knew " + record.id() + " by the number " + known + ", now "
						+ node.id() + " has " + record);
			}
		}, (record) -> this.removed.add(record.id()));
	}

}
