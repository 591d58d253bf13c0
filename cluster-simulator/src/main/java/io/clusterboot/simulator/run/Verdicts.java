package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.clusterboot.simulator.schedule.Expected;
import io.clusterboot.simulator.world.SimulatedCluster;

/**
 * Collects violations: of each kind only the first, and not more than a page of them.
 */
final class Verdicts {

	private static final int MOST = 50;

	private final List<Violation> violations = new ArrayList<>();

	private final Set<String> kinds = new HashSet<>();

	private final SimulatedCluster world;

	Verdicts(SimulatedCluster world) {
		this.world = world;
	}

	void add(String kind, String message) {
		if (this.violations.size() < MOST && this.kinds.add(kind)) {
			this.violations.add(new Violation(this.world.now(), kind, message));
		}
	}

	void add(Expected expected, String message) {
		add("expected " + expected, message);
	}

	boolean has(Expected expected) {
		return this.kinds.contains("expected " + expected);
	}

	List<Violation> all() {
		List<Violation> sorted = new ArrayList<>(this.violations);
		sorted.sort(Comparator.comparingLong(Violation::at));
		return Collections.unmodifiableList(sorted);
	}

}
