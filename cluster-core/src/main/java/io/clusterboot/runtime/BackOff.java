package io.clusterboot.runtime;

/**
 * How long a node that was removed waits before it joins again: 1 s, doubling to 30 s,
 * and 1 s again after a life that was UP for a minute. Times are monotonic ms.
 */
final class BackOff {

	private static final long LEAST = 1000;

	private static final long MOST = 30_000;

	private static final long GOOD_LIFE = 60_000;

	private static final long NEVER = Long.MIN_VALUE;

	private long next = LEAST;

	private long upSince = NEVER;

	/**
	 * Whether this life is known to have been UP.
	 * @return true after {@link #up}
	 */
	boolean isUp() {
		return this.upSince != NEVER;
	}

	/**
	 * This life is UP.
	 * @param now since when
	 */
	void up(long now) {
		this.upSince = now;
	}

	/**
	 * This life ended.
	 * @param now when
	 * @return how long to wait
	 */
	long ended(long now) {
		if (this.upSince != NEVER && now - this.upSince >= GOOD_LIFE) {
			this.next = LEAST;
		}
		this.upSince = NEVER;
		long wait = this.next;
		this.next = Math.min(MOST, 2 * this.next);
		return wait;
	}

}
