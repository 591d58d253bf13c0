package io.clusterboot.simulator.world;

/**
 * The wall clock of a machine, from which a node takes its incarnations and nothing else.
 * Times are ms.
 */
final class WallClock {

	/** What wall clocks show in the beginning: enough to jump back some days. */
	private static final long EPOCH = 1_000_000_000;

	/** How many lives can begin in one ms. */
	private static final int LIVES = 1000;

	private long ahead;

	/**
	 * Sets the clock.
	 * @param off how much it is ahead of others
	 */
	WallClock(long off) {
		this.ahead = EPOCH + off;
	}

	/** It jumps; backwards if negative. */
	void jump(long millis) {
		this.ahead += millis;
	}

	/** The incarnation of the given life, if it begins at the given virtual time. */
	long incarnation(int life, long now) {
		return (this.ahead + now) * LIVES + life;
	}

}
