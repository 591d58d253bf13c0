package io.clusterboot.benchmarks.compare;

import java.util.Comparator;

import io.clusterboot.benchmarks.membership.Profile;

/**
 * Under what systems are compared; all of them under the same.
 *
 * @param nodes the number of nodes
 * @param profile the settings of the system
 * @param busy whether another process keeps all processors busy
 */
record Setting(int nodes, Profile profile, boolean busy) implements Comparable<Setting> {

	private static final Comparator<Setting> ORDER = Comparator.comparing(Setting::busy)
		.thenComparing(Setting::profile)
		.thenComparingInt(Setting::nodes);

	@Override
	public int compareTo(Setting other) {
		return ORDER.compare(this, other);
	}

	/** What is the same in one chart. */
	String mode() {
		return this.profile + (this.busy ? ", busy" : "");
	}

	@Override
	public String toString() {
		return this.nodes + " nodes, " + mode();
	}

}
