package io.clusterboot.joining;

import java.util.Map;
import java.util.SortedSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;

/**
 * What a node asks of another one outside a link, mostly before it is a member, each
 * answered by one {@link Response}.
 */
public sealed interface Request {

	/**
	 * Who asks.
	 * @return the greeting
	 */
	Greeting from();

	/**
	 * Are you in a cluster? Answered by Clustered, Starting or Rejected.
	 *
	 * @param from who asks
	 */
	record SeedQuery(Greeting from) implements Request {
	}

	/**
	 * May I form the cluster? Answered by Granted, Held, Clustered or Rejected.
	 *
	 * @param from who asks
	 */
	record Claim(Greeting from) implements Request {
	}

	/**
	 * I gave up my claim. Answered by Starting or Clustered.
	 *
	 * @param from who asks
	 */
	record Release(Greeting from) implements Request {
	}

	/**
	 * I am a member of another cluster of your name. Answered by Clustered or Starting.
	 *
	 * @param from who tells
	 * @param clusterId its cluster
	 * @param size how many live members that has
	 */
	record Meet(Greeting from, ClusterId clusterId, int size) implements Request {
	}

	/**
	 * May I join? Answered by Welcome or Rejected. One that reaches another life or
	 * another cluster than it was meant for is late, or a copy, and refused.
	 *
	 * @param from who asks
	 * @param clusterId the cluster
	 * @param contact the member that is asked
	 * @param roles its roles
	 * @param appVersion its application's version, may be empty
	 * @param metadata its metadata
	 */
	record Join(Greeting from, ClusterId clusterId, NodeId contact, SortedSet<String> roles, String appVersion,
			Map<String, String> metadata) implements Request {

		/**
		 * Creates a request.
		 */
		public Join {
			metadata = Map.copyOf(metadata);
		}
	}

}
