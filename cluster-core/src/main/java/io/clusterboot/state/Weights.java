package io.clusterboot.state;

import java.util.Collection;

import io.clusterboot.api.NodeId;

/**
 * Bounds of what records take in a frame, in bytes: found from the lengths of their
 * texts, without encoding them.
 */
public final class Weights {

	/** Numbers, field tags and lengths of one record or of one entry in it. */
	private static final int FIXED = 48;

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
		return of(id.address().host());
	}

	static int of(String text) {
		return FIXED + BYTES_PER_CHAR * text.length();
	}

	static int of(Collection<? extends Keyed> records) {
		int sum = 0;
		for (Keyed record : records) {
			sum += record.weight();
		}
		return sum;
	}

}
