package io.clusterboot.api;

/**
 * What to do about a cluster of the same name with another id.
 */
public enum OnForeignCluster {

	/** The smaller one (ties: the higher id) dissolves and joins the other. */
	MERGE,

	/** Only report it. */
	REPORT

}
