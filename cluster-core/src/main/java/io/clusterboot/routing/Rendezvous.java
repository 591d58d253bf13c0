package io.clusterboot.routing;

import java.nio.charset.StandardCharsets;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.clusterboot.api.NodeAddress;
import org.jspecify.annotations.Nullable;

/**
 * The routee with the highest hash of key and address (see
 * {@link RoutingStrategy#CONSISTENT_HASH}). Depends on nothing else, so all senders
 * choose the same one, and a restarted member gets its keys back.
 */
final class Rendezvous implements Choice {

	@Override
	public Routee of(Routees routees, @Nullable Object key) {
		if (key == null) {
			throw new IllegalArgumentException("A consistent-hash router needs a routing key for each message");
		}
		long hash = hash(key);
		Routee best = routees.list().get(0);
		long highest = 0;
		boolean first = true;
		for (Routee routee : routees.list()) {
			long score = score(hash, routee.id().address());
			if (first || Long.compareUnsigned(score, highest) > 0) {
				best = routee;
				highest = score;
				first = false;
			}
		}
		return best;
	}

	private static long hash(Object key) {
		byte[] bytes = (key instanceof byte[] raw) ? raw : String.valueOf(key).getBytes(StandardCharsets.UTF_8);
		return Hashing.komihash5_0().hashBytesToLong(bytes);
	}

	private static long score(long key, NodeAddress address) {
		HashStream64 stream = Hashing.komihash5_0().hashStream();
		return stream.putLong(key).putString(address.host()).putInt(address.port()).getAsLong();
	}

}
