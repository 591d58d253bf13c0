package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from a crash, pause or cut of a member until the last of those who
 * should notice shows it as unreachable or gone. What comes back before that is not
 * counted.
 */
final class Detection implements Sighting {

	private final Durations durations = new Durations();

	private final List<Search> searches = new ArrayList<>();

	private final SimulatedCluster world;

	private final Outcomes outcomes;

	Detection(SimulatedCluster world, Outcomes outcomes) {
		this.world = world;
		this.outcomes = outcomes;
	}

	/** From now on these observers should miss the member. */
	void missing(SimulatedNode subject, List<SimulatedNode> observers) {
		NodeId life = subject.id();
		BitSet remaining = new BitSet();
		for (SimulatedNode observer : observers) {
			Insight insight = observer.insight();
			boolean looks = observer != subject && !observer.isPaused() && insight != null
					&& insight.tables().members().get(life) != null;
			if (looks) {
				remaining.set(observer.index());
			}
		}
		if (!remaining.isEmpty()) {
			this.searches.add(new Search(life, subject.index(), this.world.now(), remaining));
		}
	}

	/** The member is back: whoever has not missed it yet need not. */
	void back(int subject) {
		this.searches.removeIf((search) -> search.subject == subject);
	}

	/** Who is gone or paused cannot notice anything. */
	void blind(int observer) {
		this.searches.forEach((search) -> search.remaining.clear(observer));
		this.searches.removeIf((search) -> search.remaining.isEmpty());
	}

	@Override
	public void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		if (after == null) {
			blind(node.index());
			return;
		}
		for (Iterator<Search> iterator = this.searches.iterator(); iterator.hasNext();) {
			Search search = iterator.next();
			boolean notices = search.remaining.get(node.index()) && (after.tables().members().get(search.life) == null
					|| after.verdict().unreachable().contains(search.life));
			if (notices) {
				search.remaining.clear(node.index());
				if (search.remaining.isEmpty()) {
					this.durations.add(search.since, this.world.now());
					this.outcomes.detected(search.subject, search.since, this.world.now());
					iterator.remove();
				}
			}
		}
	}

	/** Nothing more is detected. */
	void end() {
		this.searches.forEach((search) -> this.outcomes.undetected(search.subject, search.since));
	}

	Durations durations() {
		return this.durations;
	}

	private record Search(NodeId life, int subject, long since, BitSet remaining) {
	}

}
