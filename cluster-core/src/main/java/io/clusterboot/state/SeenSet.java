package io.clusterboot.state;

import java.util.Arrays;

/**
 * Who has seen one state of the members table: a bitmap over the sorted live members at
 * exactly that fingerprint. Immutable.
 */
public final class SeenSet {

	private static final int WORD = 6;

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
		long[] words = new long[(size + 63) >>> WORD];
		if (index >= 0) {
			words[index >>> WORD] |= 1L << index;
		}
		return new SeenSet(fingerprint, false, words);
	}

	/**
	 * The mark that stands for a set in which everybody who counts has seen the state.
	 * @param fingerprint the state
	 * @return the mark, without bits
	 */
	public static SeenSet agreed(Fingerprint fingerprint) {
		return new SeenSet(fingerprint, true, new long[0]);
	}

	/**
	 * A set as it came from another node.
	 * @param fingerprint the state
	 * @param complete whether it is the {@link #agreed} mark
	 * @param words the bitmap
	 * @return the set
	 */
	public static SeenSet of(Fingerprint fingerprint, boolean complete, long[] words) {
		return new SeenSet(fingerprint, complete, words.clone());
	}

	/**
	 * The state that was seen.
	 * @return its fingerprint
	 */
	public Fingerprint fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Whether this is a mark of agreement, or was merged with one.
	 * @return true if somebody found agreement at this state
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * The bitmap.
	 * @return a copy
	 */
	public long[] words() {
		return this.words.clone();
	}

	/**
	 * Whether a member has seen the state.
	 * @param index the member's place among the sorted live members
	 * @return true if its bit is set
	 */
	public boolean contains(int index) {
		int word = index >>> WORD;
		return word < this.words.length && (this.words[word] & (1L << index)) != 0;
	}

	/**
	 * How many have seen the state.
	 * @return the number of bits set
	 */
	public int count() {
		int count = 0;
		for (long word : this.words) {
			count += Long.bitCount(word);
		}
		return count;
	}

	/**
	 * Whether this set knows everything that the other one does.
	 * @param other another set, at any state
	 * @return true if both are about the same state and nothing would be added
	 */
	public boolean covers(SeenSet other) {
		if (!this.fingerprint.equals(other.fingerprint) || (other.complete && !this.complete)) {
			return false;
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
	 * The union of two sets about the same state; bits beyond this set's size are
	 * dropped.
	 * @param other another set
	 * @return this set when nothing is added or when the other one is about another state
	 */
	public SeenSet merge(SeenSet other) {
		if (!this.fingerprint.equals(other.fingerprint) || covers(other)) {
			return this;
		}
		long[] union = this.words.clone();
		for (int i = 0; i < Math.min(union.length, other.words.length); i++) {
			union[i] |= other.words[i];
		}
		return new SeenSet(this.fingerprint, this.complete || other.complete, union);
	}

	/**
	 * The same set with the mark of agreement.
	 * @return the set
	 */
	public SeenSet completed() {
		return this.complete ? this : new SeenSet(this.fingerprint, true, this.words);
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
		return "SeenSet[" + count() + (this.complete ? ", agreed" : "") + "]";
	}

}
