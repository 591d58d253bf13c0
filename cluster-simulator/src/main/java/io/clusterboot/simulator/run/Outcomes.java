package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What became of each fault: what is measured of a node belongs to the fault that hit it
 * last.
 */
final class Outcomes {

	private final List<Hit> hits = new ArrayList<>();

	/**
	 * A fault begins.
	 * @param what what it is called in a schedule
	 * @param at when
	 * @param nodes whom it hits
	 * @param measured of whom something is measured: from now on that belongs to this
	 * fault
	 */
	void began(String what, long at, List<Integer> nodes, List<Integer> measured) {
		Hit hit = new Hit(what, at, nodes.size());
		measured.forEach(hit.measured::set);
		this.hits.add(hit);
	}

	/** Something that began at a node was detected by all. */
	void detected(int node, long since, long now) {
		note(node, since, (hit) -> hit.detection, now);
	}

	/** Something that began at a node was not detected by all until the end. */
	void undetected(int node, long since) {
		note(node, since, (hit) -> hit.detection, Last.NEVER);
	}

	/** All agreed on what began at a node. */
	void agreed(int node, long since, long now) {
		note(node, since, (hit) -> hit.agreement, now);
	}

	/** Not all agreed on what began at a node until the end. */
	void notAgreed(int node, long since) {
		note(node, since, (hit) -> hit.agreement, Last.NEVER);
	}

	private void note(int node, long since, Function<Hit, Last> which, long now) {
		for (int i = this.hits.size() - 1; i >= 0; i--) {
			Hit hit = this.hits.get(i);
			if (hit.at <= since && hit.measured.get(node)) {
				Last last = which.apply(hit);
				last.at = Math.max(last.at, now);
				return;
			}
		}
	}

	List<Outcome> all() {
		return this.hits.stream()
			.map((hit) -> new Outcome(hit.what, hit.at, hit.nodes, hit.detection.since(hit.at),
					hit.agreement.since(hit.at)))
			.toList();
	}

	private static final class Hit {

		private final String what;

		private final long at;

		private final int nodes;

		private final BitSet measured = new BitSet();

		private final Last detection = new Last();

		private final Last agreement = new Last();

		Hit(String what, long at, int nodes) {
			this.what = what;
			this.at = at;
			this.nodes = nodes;
		}

	}

	/** When something happened last. */
	private static final class Last {

		private static final long NEVER = Long.MAX_VALUE;

		private static final long NOTHING = -1;

		private long at = NOTHING;

		@Nullable Long since(long begin) {
			return (this.at == NOTHING || this.at == NEVER) ? null : this.at - begin;
		}

	}

}
