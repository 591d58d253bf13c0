package io.clusterboot.benchmarks.membership;

/**
 * One running node of some system, on loopback; members are told apart by their port. All
 * methods may be called from any thread at any time and answer from what the node knows
 * now, without blocking, but for {@link #leave} and {@link #close}.
 */
interface Node extends AutoCloseable {

	/**
	 * How many members, itself included, this node sees as full members that it does not
	 * suspect.
	 * @return the number
	 */
	int reachable();

	/**
	 * Whether a node is a member in the eyes of this one, suspected or not.
	 * @param port its port
	 * @return whether it is listed
	 */
	boolean lists(int port);

	/**
	 * Whether a node is a member that this one does not suspect, in the words of
	 * {@link MeasuredSystem#verdict}.
	 * @param port its port
	 * @return whether it is listed and not suspected
	 */
	boolean reaches(int port);

	/**
	 * How often this node has told its users that a member is unreachable, or gone
	 * without having said goodbye, since it started.
	 * @return the number
	 */
	long suspicions();

	/**
	 * Says goodbye; returns when the system's own call for that returns.
	 */
	void leave();

	/**
	 * Removes a member that will not come back, as an operator would, where the system
	 * does not do that itself.
	 * @param port its port
	 */
	default void expel(int port) {
	}

	@Override
	void close();

}
