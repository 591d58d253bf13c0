package io.clusterboot.joining;

import io.clusterboot.api.NodeAddress;

/**
 * What a {@link Bootstrap} wants done.
 */
public sealed interface Step {

	/**
	 * Ask a seed whether it is in a cluster.
	 *
	 * @param seed the seed
	 */
	record Query(NodeAddress seed) implements Step {
	}

	/**
	 * Claim the right to form from a seed.
	 *
	 * @param seed the seed
	 */
	record Claim(NodeAddress seed) implements Step {
	}

	/**
	 * Give the right to form back.
	 *
	 * @param seed the seed
	 */
	record Release(NodeAddress seed) implements Step {
	}

	/**
	 * Join at a member.
	 *
	 * @param contact the member
	 */
	record JoinAt(NodeAddress contact) implements Step {
	}

	/** Form a new cluster. */
	record Form() implements Step {
	}

	/**
	 * Stop trying.
	 *
	 * @param reason why, in words
	 */
	record GiveUp(String reason) implements Step {
	}

}
