package io.clusterboot.api;

/**
 * How busy a node is, smoothed by itself. In thousandths and microseconds, so that it is
 * exactly the same on all members.
 *
 * @param heapPermille used part of the largest heap, in thousandths
 * @param processCpuPermille part of all processors that the process uses, in thousandths
 * @param systemCpuPermille part of all processors that the machine uses, in thousandths
 * @param queueDelayMicros how long a message waits at the node until its handler begins,
 * in microseconds
 */
public record LoadSample(int heapPermille, int processCpuPermille, int systemCpuPermille, int queueDelayMicros) {

	/** The most that a queue delay may say: a minute. */
	public static final int MOST_DELAY_MICROS = 60_000_000;

	private static final int WHOLE = 1000;

	/** A queue delay from which on a node counts as having nothing to spare: 100 ms. */
	private static final double FULL_DELAY_MICROS = 100_000;

	/**
	 * Creates a sample.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public LoadSample {
		if (!isPart(heapPermille) || !isPart(processCpuPermille) || !isPart(systemCpuPermille) || queueDelayMicros < 0
				|| queueDelayMicros > MOST_DELAY_MICROS) {
			throw new IllegalArgumentException("Not a load: " + heapPermille + ", " + processCpuPermille + ", "
					+ systemCpuPermille + ", " + queueDelayMicros);
		}
	}

	private static boolean isPart(int permille) {
		return permille >= 0 && permille <= WHOLE;
	}

	/**
	 * Creates a sample from parts.
	 * @param heap used part of the heap, 0 to 1
	 * @param processCpu part of the processors that the process uses, 0 to 1
	 * @param systemCpu part of the processors that the machine uses, 0 to 1
	 * @param queueDelayMicros how long a message waits, in microseconds
	 * @return the sample; what is out of range is brought into it
	 */
	public static LoadSample of(double heap, double processCpu, double systemCpu, double queueDelayMicros) {
		return new LoadSample(permille(heap), permille(processCpu), permille(systemCpu),
				(int) Math.min(MOST_DELAY_MICROS, Math.max(0, queueDelayMicros)));
	}

	private static int permille(double part) {
		return (int) Math.round(WHOLE * Math.min(1, Math.max(0, part)));
	}

	/**
	 * What is left: the mean of what is left of heap, processors and queue.
	 * @return 0 to 1
	 */
	public double spare() {
		double queue = Math.min(1, this.queueDelayMicros / FULL_DELAY_MICROS);
		double busy = (double) (this.heapPermille + Math.max(this.processCpuPermille, this.systemCpuPermille)) / WHOLE;
		return Math.max(0, 1 - (busy + queue) / 3);
	}

	/**
	 * Whether it differs enough from another one to tell everybody.
	 * @param other the other one
	 * @return true from 5 % of the heap or the processors on, or when the queue delay
	 * doubled or halved and is more than a millisecond
	 */
	public boolean differsFrom(LoadSample other) {
		int step = WHOLE / 20;
		int longer = Math.max(this.queueDelayMicros, other.queueDelayMicros);
		int shorter = Math.min(this.queueDelayMicros, other.queueDelayMicros);
		return Math.abs(this.heapPermille - other.heapPermille) >= step
				|| Math.abs(this.processCpuPermille - other.processCpuPermille) >= step
				|| Math.abs(this.systemCpuPermille - other.systemCpuPermille) >= step
				|| (longer > 1000 && longer >= 2L * shorter);
	}

}
