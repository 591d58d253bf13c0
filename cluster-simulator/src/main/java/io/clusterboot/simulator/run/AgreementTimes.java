package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from a change that somebody asked for (a start, a leave, a crash)
 * until all live nodes agree on one state that shows it.
 */
final class AgreementTimes implements Sighting {

	private final Durations durations = new Durations();

	private final List<Wish> open = new ArrayList<>();

	private final List<Runnable> first = new ArrayList<>();

	private final BitSet agreeing = new BitSet();

	private final SimulatedCluster world;

	private final Outcomes outcomes;

	AgreementTimes(SimulatedCluster world, Outcomes outcomes) {
		this.world = world;
		this.outcomes = outcomes;
	}

	/** What to do when all that were started agree for the first time. */
	void atFirst(Runnable action) {
		this.first.add(action);
	}

	void started(SimulatedNode node) {
		this.open.removeIf((wish) -> wish.node == node && !wish.gone);
		this.open.add(new Wish(node, null, this.world.now(), false));
	}

	void ended(SimulatedNode node, NodeId life) {
		this.open.removeIf((wish) -> wish.node == node && !wish.gone);
		this.open.add(new Wish(node, life, this.world.now(), true));
	}

	@Override
	public void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		this.agreeing.set(node.index(), after != null && after.agreement().holds());
		if (!this.open.isEmpty() && this.agreeing.get(node.index())) {
			MemberTable agreed = agreed();
			if (agreed != null) {
				settle(agreed);
			}
		}
	}

	/** The table on which all live nodes agree, null if there is none. */
	private @Nullable MemberTable agreed() {
		Insight reference = null;
		for (int i = 0; i < this.world.setup().nodes().size(); i++) {
			SimulatedNode node = this.world.node(i);
			if (!node.isRunning() || node.isPaused()) {
				continue;
			}
			Insight insight = this.agreeing.get(i) ? node.insight() : null;
			if (insight == null || (reference != null && !isSame(reference, insight))) {
				return null;
			}
			reference = insight;
		}
		return (reference != null) ? reference.tables().members() : null;
	}

	private static boolean isSame(Insight one, Insight other) {
		MemberTable members = one.tables().members();
		return members == other.tables().members() || (one.clusterId().equals(other.clusterId())
				&& members.fingerprint().equals(other.tables().members().fingerprint()));
	}

	private void settle(MemberTable agreed) {
		this.open.removeIf((wish) -> {
			boolean fulfilled = wish.isFulfilled(agreed);
			if (fulfilled) {
				this.durations.add(wish.since, this.world.now());
				this.outcomes.agreed(wish.node.index(), wish.since, this.world.now());
			}
			return fulfilled;
		});
		if (this.open.isEmpty()) {
			this.first.forEach(Runnable::run);
			this.first.clear();
		}
	}

	/** Nothing more is agreed on. */
	void end() {
		this.open.forEach((wish) -> this.outcomes.notAgreed(wish.node.index(), wish.since));
	}

	Durations durations() {
		return this.durations;
	}

	private record Wish(SimulatedNode node, @Nullable NodeId life, long since, boolean gone) {

		boolean isFulfilled(MemberTable agreed) {
			if (this.life != null) {
				return agreed.get(this.life) == null;
			}
			if (!this.node.isRunning()) {
				return false;
			}
			MemberRecord record = agreed.get(this.node.id());
			return record != null && record.status() == MemberStatus.UP;
		}
	}

}
