package io.clusterboot.node;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;

/**
 * One life of one member as a pure state machine: input and time in, outputs out. Owned
 * by one thread; it starts no thread, reads no clock and touches no network. Everything
 * random comes from the generator that it is given.
 */
public final class ClusterNode {

	/**
	 * Creates a node that waits for {@link Input.Start}.
	 * @param settings the settings, with the port that is really listened on
	 * @param incarnation this life's number, positive, higher than that of any life
	 * before it at the address
	 * @param mayForm whether it may form a new cluster; false for a node that was downed
	 * @param random the source of everything random
	 * @param output is told, within {@link #handle}, what to do, in order
	 */
	public ClusterNode(ClusterSettings settings, long incarnation, boolean mayForm, RandomGenerator random,
			Consumer<Output> output) {
	}

	/**
	 * Handles one input.
	 * @param input what happened
	 * @param now monotonic time in ms; never smaller than at the call before
	 */
	public void handle(Input input, long now) {
	}

	/**
	 * When the node wants a {@link Input.Tick}.
	 * @return monotonic time in ms, {@link Long#MAX_VALUE} for never; may change with
	 * every input
	 */
	public long nextDeadline() {
		return Long.MAX_VALUE;
	}

	/**
	 * Whether anything that {@link #snapshot} shows may have changed since the last
	 * snapshot.
	 * @return true if a new snapshot is worth taking
	 */
	public boolean hasChanged() {
		return false;
	}

	/**
	 * A picture of the present state.
	 * @param view the number of the picture
	 * @return an immutable snapshot
	 */
	public ClusterState snapshot(long view) {
		throw new IllegalStateException();
	}

}
