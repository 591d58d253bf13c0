package io.clusterboot.api;

/**
 * Whom a leader needs to have seen a state before it acts on it.
 */
public enum LeaderAgreement {

	/** All reachable members; the unreachable ones must be a strict minority. */
	MAJORITY,

	/** All members; any unreachable member blocks. */
	ALL

}
