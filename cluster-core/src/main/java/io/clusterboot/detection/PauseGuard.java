package io.clusterboot.detection;

/**
 * The observer's watchdog on itself: when it comes later than it wanted to, by a garbage
 * collection, a stopped process or a starved thread, nobody is to blame for the silence
 * in between, and for a while it accuses no one. Times are monotonic ms.
 */
public final class PauseGuard {

	/** Lateness that a busy machine shows all the time. */
	static final long TOLERANCE = 200;

	/** The longest time without accusations after a pause. */
	static final long LONGEST_QUIET = 3000;

	private final long quiet;

	private long lastSeen;

	private long quietUntil;

	/**
	 * Starts to guard.
	 * @param quiet the least time without accusations after a pause, in ms
	 * @param now the time
	 */
	public PauseGuard(long quiet, long now) {
		this.quiet = quiet;
		this.lastSeen = now;
		this.quietUntil = now;
	}

	/**
	 * The observer runs.
	 * @param now the time
	 * @param due when it had wanted to run at the latest
	 * @return how long it was not there against its will, in ms; 0 when it was in time
	 */
	public long observe(long now, long due) {
		long late = now - Math.max(this.lastSeen, Math.min(due, now));
		this.lastSeen = now;
		return late(now, late);
	}

	/**
	 * The observer, or what it hears with, was late.
	 * @param now the time
	 * @param late how late, in ms
	 * @return the same, 0 if that is usual on a busy machine
	 */
	public long late(long now, long late) {
		if (late <= TOLERANCE) {
			return 0;
		}
		this.quietUntil = Math.max(this.quietUntil, now + Math.min(LONGEST_QUIET, Math.max(this.quiet, late)));
		return late;
	}

	/**
	 * Until when no accusation may start.
	 * @return the time
	 */
	public long quietUntil() {
		return this.quietUntil;
	}

}
