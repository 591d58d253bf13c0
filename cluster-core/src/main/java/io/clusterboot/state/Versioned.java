package io.clusterboot.state;

/**
 * A record that one node alone writes: a higher version replaces it.
 */
interface Versioned extends Keyed {

	/**
	 * How new the record is.
	 * @return grows with each change
	 */
	long version();

}
