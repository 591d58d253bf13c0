package io.clusterboot.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import com.dynatrace.hash4j.hashing.Hashing;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Which worker of a pool runs at which member. Depends on the members and the settings
 * alone, so that nobody has to decide it: whoever sees the same members derives the same.
 * <p>
 * Of all pairs of a member and a worker, ranked by a hash of both, the first one whose
 * worker has no place and whose member has room is taken, then the next one. Each member
 * gets the same number of workers, or one more. When one of n members comes or goes, the
 * pairs of the others keep their ranks, so few workers move beside those of that member:
 * seldom more than as many again.
 */
final class Assignment {

	/** Nobody runs anything. */
	static final Assignment NONE = new Assignment(List.of(), new PoolSettings(1, 1));

	private static final int NOWHERE = -1;

	private final List<NodeId> members;

	private final PoolSettings settings;

	/** For each worker the index of its member. */
	private final int[] places;

	private Assignment(List<NodeId> members, PoolSettings settings) {
		this.members = members;
		this.settings = settings;
		this.places = new int[settings.maxTotal()];
		Arrays.fill(this.places, NOWHERE);
		place();
	}

	/** The assignment for some members, sorted by id. */
	static Assignment of(List<NodeId> members, PoolSettings settings) {
		return new Assignment(List.copyOf(members), settings);
	}

	/** This one if nothing changed, or the one for other members. */
	Assignment next(List<NodeId> present, PoolSettings pool) {
		return (this.members.equals(present) && this.settings.equals(pool)) ? this : of(present, pool);
	}

	/** Where a worker runs; null if there is no room for it. */
	@Nullable NodeId host(int worker) {
		int place = this.places[worker];
		return (place != NOWHERE) ? this.members.get(place) : null;
	}

	private void place() {
		int count = this.members.size();
		if (count == 0) {
			return;
		}
		int workers = (int) Math.min(this.settings.maxTotal(), (long) count * this.settings.maxPerNode());
		Rooms rooms = new Rooms(count, workers);
		long[] seeds = this.members.stream().mapToLong((member) -> Routee.seed(member.address())).toArray();
		// few pairs beyond the best ones are ever looked at: they are ranked in bands
		double part = Math.min(1, 8.0 * (count + this.places.length) / ((double) count * this.places.length));
		long from = 0;
		int left = workers;
		while (left > 0) {
			long to = (part < 1) ? (long) (part * Long.MAX_VALUE) : Long.MAX_VALUE;
			for (Pair pair : ranked(seeds, from, to)) {
				if (this.places[pair.worker] == NOWHERE && rooms.take(pair.member)) {
					this.places[pair.worker] = pair.member;
					left--;
				}
			}
			from = to;
			part *= 4;
		}
	}

	private List<Pair> ranked(long[] seeds, long from, long to) {
		List<Pair> pairs = new ArrayList<>();
		for (int member = 0; member < seeds.length; member++) {
			for (int worker = 0; worker < this.places.length; worker++) {
				long rank = Hashing.komihash5_0().hashLongIntToLong(seeds[member], worker) >>> 1;
				boolean inBand = rank >= from && (rank < to || to == Long.MAX_VALUE);
				if (inBand && this.places[worker] == NOWHERE) {
					pairs.add(new Pair(rank, member, worker));
				}
			}
		}
		pairs.sort(Comparator.comparingLong(Pair::rank).thenComparingInt(Pair::member));
		return pairs;
	}

	private record Pair(long rank, int member, int worker) {
	}

	/** How many more workers each member takes. */
	private static final class Rooms {

		private final int[] taken;

		private final int each;

		/** How many members may take one more than others. */
		private int more;

		private Rooms(int members, int workers) {
			this.taken = new int[members];
			this.each = workers / members;
			this.more = workers % members;
		}

		private boolean take(int member) {
			boolean one = this.taken[member] < this.each;
			if (!one && this.taken[member] == this.each && this.more > 0) {
				this.more--;
				one = true;
			}
			if (one) {
				this.taken[member]++;
			}
			return one;
		}

	}

}
