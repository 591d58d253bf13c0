package io.clusterboot.routing;

import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The one with the fewest asks that wait for an answer, any of those. One that returned
 * is left out now and then.
 */
final class LeastOutstanding implements Choice {

	/** More than all asks of a node. */
	private static final long LEFT_OUT = Integer.MAX_VALUE;

	private final RandomGenerator random;

	private final SlowStart slowStart;

	LeastOutstanding(RandomGenerator random, SlowStart slowStart) {
		this.random = random;
		this.slowStart = slowStart;
	}

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		int start = this.random.nextInt(routees.size());
		Routee best = routees.list().get(start);
		long least = outstanding(best);
		for (int i = 1; i < routees.size(); i++) {
			Routee routee = routees.list().get((start + i) % routees.size());
			long count = outstanding(routee);
			if (count < least) {
				best = routee;
				least = count;
			}
		}
		return best;
	}

	private long outstanding(Routee routee) {
		double share = this.slowStart.share(routee);
		boolean takesPart = share >= 1 || this.random.nextDouble() < share;
		return routee.outstanding().get() + (takesPart ? 0 : LEFT_OUT);
	}

}
