package io.clusterboot.messaging;

/**
 * How long messages wait for their handlers: a moving mean over the last few that were
 * looked at. Losing one of two that come at once does no harm, so it has no lock.
 */
final class QueueDelay {

	private static final double WEIGHT = 0.1;

	/** After this without a message nothing waits. */
	private static final long MEMORY_NANOS = 5_000_000_000L;

	private volatile double nanos;

	private volatile long at = System.nanoTime();

	void waited(long waitedNanos) {
		this.nanos += WEIGHT * (waitedNanos - this.nanos);
		this.at = System.nanoTime();
	}

	/** The mean in microseconds. */
	double micros() {
		return (System.nanoTime() - this.at < MEMORY_NANOS) ? this.nanos / 1000 : 0;
	}

}
