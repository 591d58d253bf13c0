package io.clusterboot.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, sorted set of records with an incremental fingerprint. A sorted array and
 * not a tree, since a seen bitmap counts by place and since changes come in batches.
 *
 * @param <R> the kind of record
 */
final class Records<R extends Keyed> {

	/** The place near which a key is looked for first, if none is known. */
	static final int ANYWHERE = -1;

	private final Keyed[] sorted;

	private final List<R> all;

	private final Fingerprint sum;

	@SuppressWarnings("unchecked")
	private Records(Keyed[] sorted, Fingerprint sum) {
		this.sorted = sorted;
		this.all = (List<R>) Collections.unmodifiableList(Arrays.asList(sorted));
		this.sum = sum;
	}

	static <R extends Keyed> Records<R> empty() {
		return new Records<>(new Keyed[0], Fingerprint.ZERO);
	}

	List<R> all() {
		return this.all;
	}

	int size() {
		return this.sorted.length;
	}

	Fingerprint sum() {
		return this.sum;
	}

	/** The sum over all records again, as a check of the incremental one. */
	Fingerprint recomputedSum() {
		long high = 0;
		long low = 0;
		for (Keyed record : this.sorted) {
			high += record.hash().high();
			low += record.hash().low();
		}
		return new Fingerprint(high, low);
	}

	/** The place of a key, or (-(insertion point) - 1). */
	int indexOf(NodeId key) {
		return indexOf(key, 0, this.sorted.length - 1);
	}

	private int indexOf(NodeId key, int first, int last) {
		int low = first;
		int high = last;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = this.sorted[middle].key().compareTo(key);
			if (order == 0) {
				return middle;
			}
			if (order < 0) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		return -(low + 1);
	}

	/** The same, looking near a place first unless that is {@link #ANYWHERE}. */
	int indexOf(NodeId key, int near) {
		if (near == ANYWHERE) {
			return indexOf(key);
		}
		boolean behind = near > 0 && this.sorted[near - 1].key().compareTo(key) >= 0;
		return behind ? indexOf(key, 0, near - 1) : ahead(key, near);
	}

	/** In steps that double, and between the last two of them. */
	private int ahead(NodeId key, int near) {
		int end = this.sorted.length;
		int low = near;
		int high = low;
		for (int step = 1; high < end && this.sorted[high].key().compareTo(key) < 0; step <<= 1) {
			low = high + 1;
			high += step;
		}
		return indexOf(key, low, Math.min(high, end - 1));
	}

	/** Where a key is or would be, from what {@link #indexOf} gave. */
	static int insertionPoint(int index) {
		return (index >= 0) ? index : -(index + 1);
	}

	@Nullable R get(NodeId key) {
		int index = indexOf(key);
		return (index >= 0) ? this.all.get(index) : null;
	}

	/** These records with some put and some removed; what stays is copied in blocks. */
	Records<R> change(Map<NodeId, R> puts, Set<NodeId> removes) {
		if (puts.isEmpty() && removes.isEmpty()) {
			return this;
		}
		SortedSet<NodeId> touched = new TreeSet<>(puts.keySet());
		touched.addAll(removes);
		int[] places = new int[touched.size()];
		Keyed[] next = new Keyed[this.sorted.length + puts.size() - find(touched, places)];
		Fingerprint nextSum = this.sum;
		int size = 0;
		int position = 0;
		int number = 0;
		for (NodeId key : touched) {
			int index = places[number++];
			int block = insertionPoint(index) - position;
			System.arraycopy(this.sorted, position, next, size, block);
			size += block;
			position += block;
			if (index >= 0) {
				nextSum = nextSum.minus(this.sorted[index].hash());
				position++;
			}
			R put = puts.get(key);
			if (put != null) {
				nextSum = nextSum.plus(put.hash());
				next[size++] = put;
			}
		}
		System.arraycopy(this.sorted, position, next, size, this.sorted.length - position);
		return new Records<>(next, nextSum);
	}

	/** Finds the places of keys; how many of them are here. */
	private int find(SortedSet<NodeId> keys, int[] places) {
		int found = 0;
		int number = 0;
		Cursor cursor = cursor();
		for (NodeId key : keys) {
			int index = cursor.indexOf(key);
			places[number++] = index;
			found += (index >= 0) ? 1 : 0;
		}
		return found;
	}

	/** Finds keys that mostly come in ascending order. */
	Cursor cursor() {
		return new Cursor();
	}

	/**
	 * Looks near the last place first: in a large cluster news are about many, in order.
	 */
	final class Cursor {

		private int place = ANYWHERE;

		private Cursor() {
		}

		/** The place of a key, or (-(insertion point) - 1). */
		int indexOf(NodeId key) {
			int index = Records.this.indexOf(key, this.place);
			this.place = insertionPoint(index);
			return index;
		}

		@Nullable R get(NodeId key) {
			int index = indexOf(key);
			return (index >= 0) ? Records.this.all.get(index) : null;
		}

	}

}
