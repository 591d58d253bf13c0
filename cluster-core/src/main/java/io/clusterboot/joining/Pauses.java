package io.clusterboot.joining;

import java.util.random.RandomGenerator;

/**
 * How long a node waits before it asks its seeds again: longer each time, with jitter, so
 * that nodes that start together do not ask together. Times are ms.
 */
final class Pauses {

	private static final long FIRST = 50;

	private static final long LONGEST = 1000;

	/** While a seed starts, it may be a member any moment. */
	private static final long LONGEST_WHILE_STARTING = 300;

	private final RandomGenerator random;

	private long next = FIRST;

	Pauses(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * The next pause.
	 * @param starting whether some seed is starting
	 * @param promised whether this node gave its word to another one, which is about to
	 * form
	 * @return its length
	 */
	long next(boolean starting, boolean promised) {
		long longest = starting ? LONGEST_WHILE_STARTING : LONGEST;
		long pause = Math.min(longest, this.next);
		this.next = promised ? FIRST : Math.min(longest, pause * 2);
		return pause / 2 + this.random.nextLong(pause);
	}

}
