package io.clusterboot.api;

import java.util.Locale;

/**
 * The strategies that resolve a split brain. Of all sides of one split, at most one goes
 * on under each of them but {@link #NONE}.
 */
public enum DowningMode {

	/** The side with the majority of the members goes on. */
	KEEP_MAJORITY,

	/** A side with at least a fixed number of members goes on. */
	STATIC_QUORUM,

	/** The side with the oldest member goes on. */
	KEEP_OLDEST,

	/** The side with one chosen member goes on. */
	KEEP_REFEREE,

	/**
	 * The side that gets a {@link Lease} goes on, the majority being the first to ask.
	 */
	LEASE_MAJORITY,

	/** No side goes on: all members are downed, and start anew. */
	DOWN_ALL,

	/** Nobody is downed but by hand. */
	NONE;

	private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The strategy as it is written in a configuration.
	 * @return such as {@code keep-majority}
	 */
	public String text() {
		return this.text;
	}

}
