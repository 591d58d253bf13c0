package io.clusterboot.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * One after the other; one that returned lets some of its turns pass. Each router begins
 * with another one, or all that start together would begin with the same.
 */
final class RoundRobin implements Choice {

	private final AtomicInteger turn;

	private final RandomGenerator random;

	private final SlowStart slowStart;

	RoundRobin(RandomGenerator random, SlowStart slowStart) {
		this.turn = new AtomicInteger(random.nextInt());
		this.random = random;
		this.slowStart = slowStart;
	}

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		Routee chosen = next(routees);
		for (int i = 1; i < routees.size(); i++) {
			double share = this.slowStart.share(chosen);
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
