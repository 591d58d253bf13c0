package io.clusterboot.state;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stands on each ring of the overlay, and its key in reconciliations.
 * Computed when first needed and then kept; the versions of a member's record share it.
 */
public final class RingPositions {

	private final NodeId id;

	private long @Nullable [] positions;

	private @Nullable Long key;

	RingPositions(NodeId id) {
		this.id = id;
	}

	/**
	 * The node's position on a ring, to be compared as an unsigned number.
	 * @param ring the ring, below {@code rings}
	 * @param rings how many rings there are
	 * @return the position
	 */
	public long on(int ring, int rings) {
		long[] known = this.positions;
		if (known == null || known.length < rings) {
			known = new long[rings];
			for (int i = 0; i < rings; i++) {
				known[i] = Hashes.ring(this.id, i);
			}
			this.positions = known;
		}
		return known[ring];
	}

	/**
	 * What stands for the node in a reconciliation.
	 * @return the key, see {@link Hashes#key}
	 */
	public long key() {
		Long known = this.key;
		if (known == null) {
			known = Hashes.key(this.id);
			this.key = known;
		}
		return known;
	}

}
