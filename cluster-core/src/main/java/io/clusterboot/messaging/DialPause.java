package io.clusterboot.messaging;

/**
 * The pauses between attempts to connect, each twice as long as the one before, up to a
 * second; and since when they have been in vain. Guarded by its owner.
 */
final class DialPause {

	private static final long FIRST_MILLIS = 50;

	private static final long LONGEST_MILLIS = 1000;

	private long nextMillis = FIRST_MILLIS;

	/** Monotonic ns; meaningless unless {@code failing}. */
	private long since;

	private boolean failing;

	/** Whether a connection is wanted and could not be made, or broke, a moment ago. */
	boolean isFailing() {
		return this.failing;
	}

	/** It worked. */
	void opened() {
		this.failing = false;
		this.nextMillis = FIRST_MILLIS;
	}

	/**
	 * It did not work.
	 * @param now monotonic ns
	 * @return how long to wait before the next attempt, in ms
	 */
	long failed(long now) {
		if (!this.failing) {
			this.failing = true;
			this.since = now;
		}
		long pause = this.nextMillis;
		this.nextMillis = Math.min(LONGEST_MILLIS, 2 * pause);
		return pause;
	}

	/** Whether it has been in vain for so long. */
	boolean isLongerThan(long nanos, long now) {
		return this.failing && now - this.since >= nanos;
	}

	/** Whoever comes from now on need not wait for the next attempt. */
	void giveUp() {
		this.failing = false;
	}

}
