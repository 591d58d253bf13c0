package io.clusterboot.api;

/**
 * The strategies that resolve a split brain.
 */
public enum DowningMode {

	/** The side with the majority of the members goes on. */
	KEEP_MAJORITY,

	/** Nobody is downed but by hand. */
	NONE

}
