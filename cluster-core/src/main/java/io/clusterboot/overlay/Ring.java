package io.clusterboot.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;

/**
 * One ring of the overlay: the members in the order of their positions on it. Immutable.
 */
final class Ring {

	private final int number;

	private final int count;

	/** Sorted by id. */
	private final MemberRecord[] members;

	/** Places in the sorted members, by position. */
	private final int[] order;

	private Ring(int number, int count, MemberRecord[] members, int[] order) {
		this.number = number;
		this.count = count;
		this.members = members;
		this.order = order;
	}

	/** All rings over some members, sorted by id. */
	static List<Ring> all(List<MemberRecord> sorted, int count) {
		MemberRecord[] members = sorted.toArray(MemberRecord[]::new);
		List<Ring> rings = new ArrayList<>(count);
		for (int number = 0; number < count; number++) {
			Integer[] places = new Integer[members.length];
			Arrays.setAll(places, (i) -> i);
			int ring = number;
			Arrays.sort(places, (first, second) -> compare(members[first], members[second], ring, count));
			rings.add(new Ring(number, count, members, Arrays.stream(places).mapToInt(Integer::intValue).toArray()));
		}
		return rings;
	}

	/** The ring after members came and went. */
	Ring apply(Change change) {
		MemberRecord[] next = change.members;
		int[] coming = sorted(change.added, next);
		int[] merged = new int[next.length];
		int size = 0;
		int position = 0;
		for (int before : this.order) {
			int place = change.places[before];
			if (place >= 0) {
				while (position < coming.length
						&& compare(next[coming[position]], next[place], this.number, this.count) < 0) {
					merged[size++] = coming[position++];
				}
				merged[size++] = place;
			}
		}
		while (position < coming.length) {
			merged[size++] = coming[position++];
		}
		return new Ring(this.number, this.count, next, merged);
	}

	private int[] sorted(int[] places, MemberRecord[] of) {
		return Arrays.stream(places)
			.boxed()
			.sorted((first, second) -> compare(of[first], of[second], this.number, this.count))
			.mapToInt(Integer::intValue)
			.toArray();
	}

	/**
	 * Visits the other members one after the other.
	 * @param from where to begin: a member that need not be on the ring itself
	 * @param step 1 for those after it, -1 for those before it
	 * @param onwards told each member; says whether to go on
	 */
	void walk(MemberRecord from, int step, Predicate<NodeId> onwards) {
		int size = this.order.length;
		int start = search(from);
		int place = (step > 0) ? start : start - 1;
		for (int i = 0; i < size; i++, place += step) {
			NodeId id = this.members[this.order[Math.floorMod(place, size)]].id();
			if (!id.equals(from.id()) && !onwards.test(id)) {
				return;
			}
		}
	}

	/** The first place on the ring that is not before a member's. */
	private int search(MemberRecord of) {
		int low = 0;
		int high = this.order.length;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (compare(this.members[this.order[middle]], of, this.number, this.count) < 0) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

	/** By position; two at the same one by id. */
	private static int compare(MemberRecord first, MemberRecord second, int ring, int count) {
		int byPosition = Long.compareUnsigned(first.positions().on(ring, count), second.positions().on(ring, count));
		return (byPosition != 0) ? byPosition : first.id().compareTo(second.id());
	}

	/**
	 * Who came and who went.
	 */
	static final class Change {

		private final MemberRecord[] members;

		private final int[] places;

		private final int[] added;

		private final boolean none;

		private Change(MemberRecord[] members, int[] places, int[] added, boolean none) {
			this.members = members;
			this.places = places;
			this.added = added;
			this.none = none;
		}

		/** The change from one sorted list of members to another one. */
		static Change between(List<MemberRecord> before, List<MemberRecord> after) {
			int[] places = new int[before.size()];
			int[] added = new int[after.size()];
			int additions = 0;
			int losses = 0;
			int position = 0;
			for (int place = 0; place < after.size(); place++) {
				NodeId id = after.get(place).id();
				while (position < places.length && before.get(position).id().compareTo(id) < 0) {
					places[position++] = -1;
					losses++;
				}
				if (position < places.length && before.get(position).id().equals(id)) {
					places[position++] = place;
				}
				else {
					added[additions++] = place;
				}
			}
			while (position < places.length) {
				places[position++] = -1;
				losses++;
			}
			return new Change(after.toArray(MemberRecord[]::new), places, Arrays.copyOf(added, additions),
					additions + losses == 0);
		}

		boolean isNone() {
			return this.none;
		}

	}

}
