package io.clusterboot.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The live members of some tables, spread evenly over buckets, and the sum of the hashes
 * of all that is known about those in each. Immutable.
 */
public final class Buckets {

	private final List<List<Entry>> entries;

	private final List<Fingerprint> sums;

	Buckets(Tables tables, int count) {
		List<List<Entry>> spread = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			spread.add(new ArrayList<>());
		}
		List<Fingerprint> sums = new ArrayList<>(Collections.nCopies(count, Fingerprint.ZERO));
		for (MemberRecord record : tables.members().live()) {
			long key = record.positions().key();
			int bucket = of(key, count);
			Fingerprint about = tables.about(record.id());
			spread.get(bucket).add(new Entry(key, about));
			sums.set(bucket, sums.get(bucket).plus(about));
		}
		this.entries = spread;
		this.sums = Collections.unmodifiableList(sums);
	}

	/**
	 * The bucket of a node.
	 * @param key the node's key, see {@link Hashes#key}
	 * @param count how many buckets there are, a power of two
	 * @return the bucket
	 */
	private static int of(long key, int count) {
		return (int) (key & (count - 1));
	}

	/**
	 * How many buckets there are.
	 * @return a power of two
	 */
	public int count() {
		return this.sums.size();
	}

	/**
	 * The sums.
	 * @return one for each bucket, unmodifiable
	 */
	public List<Fingerprint> sums() {
		return this.sums;
	}

	/**
	 * Who is in a bucket.
	 * @param bucket the bucket, below {@link #count}
	 * @return the members, sorted by their ids, unmodifiable
	 */
	public List<Entry> entries(int bucket) {
		return Collections.unmodifiableList(this.entries.get(bucket));
	}

	/**
	 * A live member.
	 *
	 * @param key its key, see {@link Hashes#key}
	 * @param sum the hashes of all that is known about it
	 */
	public record Entry(long key, Fingerprint sum) {
	}

}
