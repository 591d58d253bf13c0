package io.clusterboot.routing;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The one with the fewest asks that wait for an answer, any of those.
 */
final class LeastOutstanding implements Choice {

	private final RandomGenerator random;

	private final ToDoubleFunction<Routee> outstanding;

	LeastOutstanding(RandomGenerator random, ToDoubleFunction<Routee> outstanding) {
		this.random = random;
		this.outstanding = outstanding;
	}

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		int start = this.random.nextInt(routees.size());
		Routee best = routees.list().get(start);
		double least = this.outstanding.applyAsDouble(best);
		for (int i = 1; i < routees.size(); i++) {
			Routee routee = routees.list().get((start + i) % routees.size());
			double count = this.outstanding.applyAsDouble(routee);
			if (count < least) {
				best = routee;
				least = count;
			}
		}
		return best;
	}

}
