package io.clusterboot.routing;

import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import org.jspecify.annotations.Nullable;

/**
 * Picks one of the routees. Safe for use by many threads.
 */
@FunctionalInterface
interface Choice {

	/**
	 * Picks one.
	 * @param routees at least one
	 * @param key what the message is about; null if its sender did not say
	 * @return the routee
	 */
	Routee of(Routees routees, @Nullable Object key);

	/** The choice of a strategy; of those that send to several, of the first one. */
	static Choice by(RouterSettings settings, Surroundings surroundings) {
		SlowStart slowStart = new SlowStart(surroundings.clock(), settings.slowStart().toNanos());
		return switch (settings.strategy()) {
			case ROUND_ROBIN -> new RoundRobin(surroundings.random(), slowStart);
			case CONSISTENT_HASH -> new Rendezvous();
			case LEAST_OUTSTANDING -> new LeastOutstanding(surroundings.random(), slowStart);
			case ADAPTIVE ->
				new WeightedRandom(surroundings.random(), (routee) -> spare(routee.member()) * slowStart.share(routee));
			case RANDOM, BROADCAST, SCATTER_GATHER, TAIL_CHOPPING ->
				new WeightedRandom(surroundings.random(), slowStart::share);
		};
	}

	/** One that does not say how busy it is counts as half busy; none gets nothing. */
	private static double spare(Member member) {
		LoadSample load = member.load();
		return (load != null) ? Math.max(0.01, load.spare()) : 0.5;
	}

}
