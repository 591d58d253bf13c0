package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * Compares what each node knows with what it knew. Works on the nodes' own immutable
 * tables: snapshots would cost too much in a large cluster.
 */
final class Sightings implements Listener {

	private final @Nullable Insight[] known;

	private final List<Sighting> all = new ArrayList<>();

	Sightings(int nodes) {
		this.known = new Insight[nodes];
	}

	void tell(Sighting sighting) {
		this.all.add(sighting);
	}

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void settled(SimulatedNode node) {
		look(node, node.insight());
	}

	@Override
	public void ended(SimulatedNode node, Output.@Nullable Terminated end) {
		look(node, null);
	}

	private void look(SimulatedNode node, @Nullable Insight after) {
		Insight before = this.known[node.index()];
		if (isSame(before, after)) {
			return;
		}
		this.known[node.index()] = after;
		this.all.forEach((sighting) -> sighting.changed(node, before, after));
	}

	private static boolean isSame(@Nullable Insight before, @Nullable Insight after) {
		if (before == null || after == null) {
			return before == after;
		}
		return before.tables() == after.tables() && before.self().equals(after.self())
				&& before.clusterId().equals(after.clusterId())
				&& before.agreement().holds() == after.agreement().holds() && before.verdict().equals(after.verdict());
	}

}
