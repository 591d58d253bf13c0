package io.clusterboot.api;

/**
 * What a node does when it learns that it was downed or removed by others.
 */
public enum OnRemoved {

	/** Joins again with a new incarnation, with back-off; never forms a cluster. */
	REJOIN,

	/** Closes the application. */
	SHUTDOWN_APPLICATION,

	/** Stops cluster work; the application goes on without it. */
	STOP_CLUSTER

}
