package io.clusterboot.joining;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;

/**
 * The answers to {@link Request}s.
 */
public sealed interface Response {

	/**
	 * I am a member.
	 *
	 * @param clusterId of which cluster
	 * @param size how many live members it has
	 * @param self who answers
	 */
	record Clustered(ClusterId clusterId, int size, NodeId self) implements Response {
	}

	/**
	 * I am not a member yet.
	 *
	 * @param self who answers
	 */
	record Starting(NodeId self) implements Response {
	}

	/** You may form the cluster, as far as I am concerned. */
	record Granted() implements Response {
	}

	/**
	 * Another node has my word.
	 *
	 * @param holder who may form the cluster
	 */
	record Held(NodeId holder) implements Response {
	}

	/**
	 * You are JOINING.
	 *
	 * @param clusterId the cluster
	 * @param state the full state, the joining node included
	 */
	record Welcome(ClusterId clusterId, Delta state) implements Response {
	}

	/**
	 * No.
	 *
	 * @param reason why
	 * @param message the same in words that say what to do
	 * @param floor with STALE_INCARNATION the highest incarnation known at the address,
	 * else 0
	 */
	record Rejected(Rejection reason, String message, long floor) implements Response {
	}

}
