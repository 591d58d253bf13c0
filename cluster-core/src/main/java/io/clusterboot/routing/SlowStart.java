package io.clusterboot.routing;

import java.util.function.LongSupplier;

/**
 * How much a routee that was unreachable gets: its caches are cold, and it may go away
 * again.
 *
 * @param clock monotonic ns
 * @param nanos how long it takes until it gets as much as others; 0 for not at all
 */
record SlowStart(LongSupplier clock, long nanos) {

	/** The share of one that has returned just now. */
	private static final double FIRST_SHARE = 0.1;

	/** The share of a routee, from 0 (exclusive) to 1. */
	double share(Routee routee) {
		if (!routee.returned()) {
			return 1;
		}
		long since = this.clock.getAsLong() - routee.returnedAt();
		return isOver(since) ? 1 : Math.max(FIRST_SHARE, (double) since / this.nanos);
	}

	/** Whether it is over so many ns after the return. */
	boolean isOver(long since) {
		return since >= this.nanos;
	}

}
