package io.clusterboot.state;

import io.clusterboot.api.NodeId;

/**
 * A record of one of the replicated tables.
 */
interface Keyed {

	/**
	 * The node that the record is about, or whose record it is.
	 * @return the key within its table
	 */
	NodeId key();

	/**
	 * What the record adds to its table's fingerprint.
	 * @return the hash of everything that merges can change
	 */
	Fingerprint hash();

	/**
	 * A bound of what the record takes in a frame.
	 * @return the bytes, at most
	 */
	int weight();

}
