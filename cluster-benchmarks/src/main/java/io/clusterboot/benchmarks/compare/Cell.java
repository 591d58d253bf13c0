package io.clusterboot.benchmarks.compare;

import java.util.Collection;
import java.util.List;

/**
 * The outcomes of all rounds for one figure of one system under one setting.
 *
 * @param sorted the outcomes, the best first; at least one
 */
record Cell(List<Outcome> sorted) {

	Cell {
		if (sorted.isEmpty()) {
			throw new IllegalArgumentException("A cell needs an outcome");
		}
	}

	static Cell of(Collection<Outcome> outcomes) {
		return new Cell(outcomes.stream().sorted().toList());
	}

	Outcome least() {
		return this.sorted.get(0);
	}

	/**
	 * The one in the middle. Of two in the middle their mean, or the worse one if that is
	 * no number.
	 * @return the median
	 */
	Outcome median() {
		Outcome upper = this.sorted.get(this.sorted.size() / 2);
		Outcome lower = this.sorted.get((this.sorted.size() - 1) / 2);
		return upper.isMeasured() ? Outcome.measured((lower.value() + upper.value()) / 2) : upper;
	}

	Outcome most() {
		return this.sorted.get(this.sorted.size() - 1);
	}

	int count() {
		return this.sorted.size();
	}

}
