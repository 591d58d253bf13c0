package io.clusterboot.routing;

/**
 * To which of its routees a router sends a message.
 */
public enum RoutingStrategy {

	/** One after the other. */
	ROUND_ROBIN,

	/** Any. */
	RANDOM,

	/** All of them; an ask takes the first answer. */
	BROADCAST,

	/**
	 * The same one for the same key, as long as it is there: rendezvous hashing (Thaler,
	 * Ravishankar: Using name-based mappings to increase hit rates, IEEE/ACM Transactions
	 * on Networking 6(1), 1998). When one of n comes or goes, about 1/n of the keys move,
	 * and only to or from that one.
	 */
	CONSISTENT_HASH,

	/** An ask goes to all, and takes the first answer; a message without one to all. */
	SCATTER_GATHER,

	/**
	 * An ask goes to one, and after each interval without an answer to one more; the
	 * first answer counts (Dean, Barroso: The tail at scale, CACM 56(2), 2013). A message
	 * without an answer goes to any.
	 */
	TAIL_CHOPPING,

	/** The one with the fewest asks of this node that wait for an answer. */
	LEAST_OUTSTANDING,

	/** Any, the more likely the less load it has. */
	ADAPTIVE

}
