package io.clusterboot.state;

import java.util.Arrays;

/**
 * Who has seen one state of the members table: a bitmap over the sorted live members at
 * exactly that fingerprint. Once all live members have seen it, one mark of completeness
 * stands for the bitmap. Immutable.
 */
public final class SeenSet {

	private static final int WORD_BITS = 6;

	private final Fingerprint fingerprint;

	private final boolean complete;

	private final long[] words;

	private SeenSet(Fingerprint fingerprint, boolean complete, long[] words) {
		this.fingerprint = fingerprint;
		this.complete = complete;
		this.words = words;
	}

	/**
	 * The set in which only one member has seen the state.
	 * @param fingerprint the state
	 * @param size how many live members the state has
	 * @param index the member's place among them; negative for none
	 * @return the set
	 */
	public static SeenSet single(Fingerprint fingerprint, int size, int index) {
		long[] words = new long[(size + 63) >>> WORD_BITS];
		if (index >= 0) {
			words[index >>> WORD_BITS] |= 1L << index;
		}
		return of(fingerprint, size, words);
	}

	/**
	 * The set in which all live members have seen the state.
	 * @param fingerprint the state
	 * @return the mark of completeness
	 */
	public static SeenSet complete(Fingerprint fingerprint) {
		return new SeenSet(fingerprint, true, new long[0]);
	}

	/**
	 * A set as it came from another node.
	 * @param fingerprint the state
	 * @param words the bitmap
	 * @return the set
	 */
	public static SeenSet received(Fingerprint fingerprint, long[] words) {
		return new SeenSet(fingerprint, false, words.clone());
	}

	private static SeenSet of(Fingerprint fingerprint, int size, long[] words) {
		return (size > 0 && bits(words) == size) ? complete(fingerprint) : new SeenSet(fingerprint, false, words);
	}

	/**
	 * The state that was seen.
	 * @return its fingerprint
	 */
	public Fingerprint fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Whether all live members have seen the state.
	 * @return true for the mark of completeness
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * The bitmap.
	 * @return a copy; empty for the mark of completeness
	 */
	public long[] words() {
		return this.words.clone();
	}

	/**
	 * Whether a member has seen the state.
	 * @param index the member's place among the sorted live members
	 * @return true if it has
	 */
	public boolean contains(int index) {
		int word = index >>> WORD_BITS;
		return this.complete || (word < this.words.length && (this.words[word] & (1L << index)) != 0);
	}

	/** 64 places of the bitmap at once. */
	long word(int index) {
		if (this.complete) {
			return -1L;
		}
		return (index < this.words.length) ? this.words[index] : 0;
	}

	/**
	 * Whether this set knows everything that the other one does.
	 * @param other another set, at any state
	 * @return true if both are about the same state and nothing would be added
	 */
	public boolean covers(SeenSet other) {
		if (!this.fingerprint.equals(other.fingerprint)) {
			return false;
		}
		if (this.complete || other.complete) {
			return this.complete;
		}
		for (int i = 0; i < other.words.length; i++) {
			long own = (i < this.words.length) ? this.words[i] : 0;
			if ((other.words[i] & ~own) != 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The union with another set about the same state; bits beyond the members are
	 * dropped.
	 * @param other another set
	 * @param size how many live members the state has
	 * @return this set when nothing is added or when the other one is about another state
	 */
	public SeenSet merge(SeenSet other, int size) {
		if (!this.fingerprint.equals(other.fingerprint) || covers(other)) {
			return this;
		}
		if (other.complete) {
			return other;
		}
		long[] union = Arrays.copyOf(this.words, (size + 63) >>> WORD_BITS);
		for (int i = 0; i < Math.min(union.length, other.words.length); i++) {
			union[i] |= other.words[i];
		}
		if ((size & 63) != 0 && union.length > 0) {
			union[union.length - 1] &= (1L << size) - 1;
		}
		if (Arrays.equals(union, this.words)) {
			return this;
		}
		return of(this.fingerprint, size, union);
	}

	private static int bits(long[] words) {
		int count = 0;
		for (long word : words) {
			count += Long.bitCount(word);
		}
		return count;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SeenSet that && this.fingerprint.equals(that.fingerprint)
				&& this.complete == that.complete && Arrays.equals(this.words, that.words);
	}

	@Override
	public int hashCode() {
		return this.fingerprint.hashCode() * 31 + Arrays.hashCode(this.words);
	}

	@Override
	public String toString() {
		return "SeenSet[" + (this.complete ? "all" : String.valueOf(bits(this.words))) + "]";
	}

}
