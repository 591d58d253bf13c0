package io.clusterboot.benchmarks.compare;

import java.util.Comparator;

/**
 * What came of one measurement. Less is better; what was given up is worse than any
 * number, and what failed is worse than that.
 *
 * @param value the number, or the limit that was not kept
 * @param kind how to take the value
 */
record Outcome(double value, Kind kind) implements Comparable<Outcome> {

	static final Outcome FAILED = new Outcome(0, Kind.FAILED);

	private static final Comparator<Outcome> ORDER = Comparator.comparing(Outcome::kind)
		.thenComparingDouble(Outcome::value);

	static Outcome measured(double value) {
		return new Outcome(value, Kind.MEASURED);
	}

	static Outcome beyond(double limit) {
		return new Outcome(limit, Kind.BEYOND);
	}

	boolean isMeasured() {
		return this.kind == Kind.MEASURED;
	}

	@Override
	public int compareTo(Outcome other) {
		return ORDER.compare(this, other);
	}

	/** How to take a value, from the best. */
	enum Kind {

		/** It was measured. */
		MEASURED,

		/** It is a limit: after that the wait was given up. */
		BEYOND,

		/** There is none. */
		FAILED

	}

}
