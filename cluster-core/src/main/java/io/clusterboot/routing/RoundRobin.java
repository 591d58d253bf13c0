package io.clusterboot.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * One after the other; one that returned lets some of its turns pass.
 */
final class RoundRobin implements Choice {

	private final AtomicInteger turn = new AtomicInteger();

	private final RandomGenerator random;

	private final long slowStartNanos;

	RoundRobin(RandomGenerator random, long slowStartNanos) {
		this.random = random;
		this.slowStartNanos = slowStartNanos;
	}

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		long now = System.nanoTime();
		Routee chosen = next(routees);
		for (int i = 1; i < routees.size(); i++) {
			double share = chosen.share(now, this.slowStartNanos);
			if (share >= 1 || this.random.nextDouble() < share) {
				return chosen;
			}
			chosen = next(routees);
		}
		return chosen;
	}

	private Routee next(Routees routees) {
		return routees.list().get(Math.floorMod(this.turn.getAndIncrement(), routees.size()));
	}

}
