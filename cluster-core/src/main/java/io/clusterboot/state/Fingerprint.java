package io.clusterboot.state;

/**
 * 128 bits that stand for a set of records: the sum, in two lanes of 64 bits, of a hash
 * of each record. Adding and subtracting a record's hash keeps it true without looking at
 * the other records (an incremental multiset hash, AdHash: Bellare and Micciancio, 1997).
 *
 * @param high the first lane
 * @param low the second lane
 */
public record Fingerprint(long high, long low) {

	/** The fingerprint of nothing. */
	public static final Fingerprint ZERO = new Fingerprint(0, 0);

	/**
	 * Adds a record's hash.
	 * @param hash the hash to add
	 * @return the sum
	 */
	public Fingerprint plus(Fingerprint hash) {
		return new Fingerprint(this.high + hash.high, this.low + hash.low);
	}

	/**
	 * Takes a record's hash away.
	 * @param hash the hash to subtract
	 * @return the difference
	 */
	public Fingerprint minus(Fingerprint hash) {
		return new Fingerprint(this.high - hash.high, this.low - hash.low);
	}

}
