package io.clusterboot.simulator.run;

import java.util.Locale;

/**
 * Something that must not happen, and did.
 *
 * @param at when it was noticed, in virtual ms
 * @param kind what was violated: the same for all violations of the same invariant or
 * expectation
 * @param message what happened
 */
public record Violation(long at, String kind, String message) {

	/**
	 * For people.
	 * @return time, kind and message
	 */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%.3f s: %s: %s", this.at / 1000.0, this.kind, this.message);
	}

}
