package io.clusterboot.simulator.world;

/**
 * The monotonic clock of one machine: it began at another time than those of others and
 * may run a little fast or slow. Times are ms.
 */
final class LocalClock {

	/** Clocks without discipline are off by some ten millionths, bad ones by hundreds. */
	static final int WORST_DRIFT = 200;

	private static final long MILLION = 1_000_000;

	private final long offset;

	private final int drift;

	/**
	 * Creates a clock.
	 * @param offset what it shows at the beginning
	 * @param drift how many millionths it is fast, negative if slow
	 */
	LocalClock(long offset, int drift) {
		this.offset = offset;
		this.drift = drift;
	}

	/** What this clock shows at a true time. */
	long at(long time) {
		return this.offset + time + time * this.drift / MILLION;
	}

	/** The first true time at which this clock shows at least a given one. */
	long when(long shown) {
		long elapsed = shown - this.offset;
		long time = elapsed - elapsed * this.drift / (MILLION + this.drift);
		while (at(time) < shown) {
			time++;
		}
		while (at(time - 1) >= shown) {
			time--;
		}
		return time;
	}

}
