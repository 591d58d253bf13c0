package io.clusterboot.state;

import java.util.Collection;

import io.clusterboot.api.NodeId;

/**
 * Bounds of what records take in a frame, in bytes: found from the lengths of their
 * texts, without encoding them.
 */
public final class Weights {

	/** Numbers, tags and lengths of one record. */
	static final int RECORD = 24;

	/** Four numbers and their tags, and what holds them. */
	static final int LOAD = 20;

	/** Numbers, tags and lengths of an id, and one more number that refers to it. */
	private static final int ID = 32;

	/** Tags, lengths and a number of an entry. */
	private static final int TEXT = 8;

	/** UTF-8 takes at most three bytes for a char. */
	private static final int BYTES_PER_CHAR = 3;

	private Weights() {
	}

	/**
	 * What a node's id takes, as does a tombstone.
	 * @param id the id
	 * @return the bytes, at most
	 */
	public static int of(NodeId id) {
		return ID + id.address().host().length();
	}

	static int of(String text) {
		return TEXT + BYTES_PER_CHAR * text.length();
	}

	static int of(Collection<? extends Keyed> records) {
		int sum = 0;
		for (Keyed record : records) {
			sum += record.weight();
		}
		return sum;
	}

}
