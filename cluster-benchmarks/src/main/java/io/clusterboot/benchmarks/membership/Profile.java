package io.clusterboot.benchmarks.membership;

import java.util.Locale;

/**
 * With which settings a system is measured.
 */
public enum Profile {

	/** Those it has when nobody sets anything. */
	DEFAULT,

	/** A heartbeat each second, and what is said about it in the table of settings. */
	TUNED;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
