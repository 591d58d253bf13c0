package io.clusterboot.routing;

import java.util.List;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * The routee with the highest hash of key and routee (see
 * {@link RoutingStrategy#CONSISTENT_HASH}). Depends on nothing else, so all senders
 * choose the same one, and a restarted member gets its keys back.
 */
final class Rendezvous implements Choice {

	private static final Hasher64 HASHER = Hashing.komihash5_0();

	private volatile Seeds known = new Seeds(List.of(), new long[0]);

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		if (key == null) {
			throw new IllegalArgumentException("A consistent-hash router needs a routing key for each message");
		}
		return routees.list().get(highest(hash(key), seeds(routees.list())));
	}

	private static int highest(long hash, long[] seeds) {
		int best = 0;
		long highest = score(hash, seeds[0]);
		for (int i = 1; i < seeds.length; i++) {
			long score = score(hash, seeds[i]);
			if (score > highest) {
				best = i;
				highest = score;
			}
		}
		return best;
	}

	/**
	 * Key and seed are hashes already, so mixing them suffices (variant 13 of Stafford's
	 * mixers, as in SplittableRandom: Steele, Lea, Flood, OOPSLA 2014).
	 */
	private static long score(long hash, long seed) {
		long mixed = hash ^ seed;
		mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
		return mixed ^ (mixed >>> 31);
	}

	private static long hash(Object key) {
		return (key instanceof byte[] bytes) ? HASHER.hashBytesToLong(bytes)
				: HASHER.hashCharsToLong(String.valueOf(key));
	}

	/** Side by side in memory: for each message all of them are read. */
	private long[] seeds(List<Routee> routees) {
		Seeds seeds = this.known;
		if (seeds.routees != routees) {
			seeds = new Seeds(routees, routees.stream().mapToLong(Routee::seed).toArray());
			this.known = seeds;
		}
		return seeds.values;
	}

	/**
	 * What tells the routees from each other.
	 *
	 * @param routees the routees
	 * @param values of each the seed
	 */
	private record Seeds(List<Routee> routees, long[] values) {
	}

}
