package io.clusterboot.routing;

import java.nio.charset.StandardCharsets;

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

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		if (key == null) {
			throw new IllegalArgumentException("A consistent-hash router needs a routing key for each message");
		}
		long hash = hash(key);
		Routee best = routees.list().get(0);
		long highest = HASHER.hashLongLongToLong(hash, best.seed());
		for (int i = 1; i < routees.size(); i++) {
			Routee routee = routees.list().get(i);
			long score = HASHER.hashLongLongToLong(hash, routee.seed());
			if (Long.compareUnsigned(score, highest) > 0) {
				best = routee;
				highest = score;
			}
		}
		return best;
	}

	private static long hash(Object key) {
		byte[] bytes = (key instanceof byte[] raw) ? raw : String.valueOf(key).getBytes(StandardCharsets.UTF_8);
		return HASHER.hashBytesToLong(bytes);
	}

}
