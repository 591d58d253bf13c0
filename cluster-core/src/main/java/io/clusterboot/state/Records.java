package io.clusterboot.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, sorted set of records with an incremental fingerprint. A sorted array and
 * not a tree, since a seen bitmap counts by place and since changes come in batches.
 *
 * @param <R> the kind of record
 */
final class Records<R extends Keyed> {

	private final List<R> sorted;

	private final Fingerprint sum;

	private Records(List<R> sorted, Fingerprint sum) {
		this.sorted = sorted;
		this.sum = sum;
	}

	static <R extends Keyed> Records<R> empty() {
		return new Records<>(List.of(), Fingerprint.ZERO);
	}

	List<R> all() {
		return this.sorted;
	}

	int size() {
		return this.sorted.size();
	}

	Fingerprint sum() {
		return this.sum;
	}

	/** The sum over all records again, as a check of the incremental one. */
	Fingerprint recomputedSum() {
		return this.sorted.stream().map(Keyed::hash).reduce(Fingerprint.ZERO, Fingerprint::plus);
	}

	/** The place of a key, or (-(insertion point) - 1). */
	int indexOf(NodeId key) {
		int low = 0;
		int high = this.sorted.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = this.sorted.get(middle).key().compareTo(key);
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

	@Nullable R get(NodeId key) {
		int index = indexOf(key);
		return (index >= 0) ? this.sorted.get(index) : null;
	}

	/** These records with some put and some removed, in one pass. */
	Records<R> change(Map<NodeId, R> puts, Set<NodeId> removes) {
		if (puts.isEmpty() && removes.isEmpty()) {
			return this;
		}
		List<R> incoming = new ArrayList<>(new TreeMap<>(puts).values());
		List<R> next = new ArrayList<>(this.sorted.size() + incoming.size());
		Fingerprint nextSum = this.sum;
		int position = 0;
		for (R record : this.sorted) {
			while (position < incoming.size() && incoming.get(position).key().compareTo(record.key()) < 0) {
				next.add(incoming.get(position++));
			}
			R replacement = puts.get(record.key());
			if (replacement != null) {
				position++;
				next.add(replacement);
				nextSum = nextSum.minus(record.hash());
			}
			else if (removes.contains(record.key())) {
				nextSum = nextSum.minus(record.hash());
			}
			else {
				next.add(record);
			}
		}
		next.addAll(incoming.subList(position, incoming.size()));
		for (R put : incoming) {
			nextSum = nextSum.plus(put.hash());
		}
		return new Records<>(List.copyOf(next), nextSum);
	}

}
