package io.clusterboot.joining;

import java.util.Map;
import java.util.SortedSet;

/**
 * What a node that is not a member yet asks of another one, each answered by one
 * {@link Response}.
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
	 * May I join? Answered by Welcome or Rejected.
	 *
	 * @param from who asks
	 * @param roles its roles
	 * @param appVersion its application's version, may be empty
	 * @param metadata its metadata
	 */
	record Join(Greeting from, SortedSet<String> roles, String appVersion,
			Map<String, String> metadata) implements Request {

		/**
		 * Creates a request.
		 */
		public Join {
			metadata = Map.copyOf(metadata);
		}
	}

}
