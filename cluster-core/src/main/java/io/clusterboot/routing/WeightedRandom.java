package io.clusterboot.routing;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Any, with a likelihood in proportion to its weight.
 */
final class WeightedRandom implements Choice {

	private final RandomGenerator random;

	private final ToDoubleFunction<Routee> weight;

	WeightedRandom(RandomGenerator random, ToDoubleFunction<Routee> weight) {
		this.random = random;
		this.weight = weight;
	}

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		double total = 0;
		for (Routee routee : routees.list()) {
			total += this.weight.applyAsDouble(routee);
		}
		double drawn = this.random.nextDouble() * total;
		for (Routee routee : routees.list()) {
			drawn -= this.weight.applyAsDouble(routee);
			if (drawn < 0) {
				return routee;
			}
		}
		return routees.list().get(routees.size() - 1);
	}

}
