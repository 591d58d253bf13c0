package io.clusterboot.runtime;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * One life of a node as its runtime sees it: a {@link ClusterNode}, or what a test puts
 * in its place.
 */
interface Engine {

	/**
	 * Takes one input; conclusions wait for {@link #settle}.
	 * @param input what happened
	 * @param now monotonic ms
	 */
	void receive(Input input, long now);

	/**
	 * Draws conclusions from what was received and from the time that passed.
	 * @param now monotonic ms
	 */
	void settle(long now);

	/**
	 * When the node wants a tick.
	 * @return monotonic ms, {@link Long#MAX_VALUE} for never
	 */
	long nextDeadline();

	/**
	 * Whether a new snapshot may differ.
	 * @return true if it may
	 */
	boolean hasChanged();

	/**
	 * A picture of the present state.
	 * @param view its number
	 * @return the snapshot
	 */
	ClusterState snapshot(long view);

	/**
	 * This life's id.
	 * @return the id
	 */
	NodeId self();

	/** Starts lives. */
	@FunctionalInterface
	interface Factory {

		/** Makes real nodes. */
		Factory REAL = (settings, incarnation, past, firstNumber, random,
				output) -> new Real(new ClusterNode(settings, incarnation, past, firstNumber, random, output));

		/**
		 * Creates a node that waits for its start.
		 * @param settings the settings
		 * @param incarnation the life's number
		 * @param past what it brings from the life before
		 * @param firstNumber its first number for links and calls
		 * @param random the source of everything random
		 * @param output is told what to do
		 * @return the node
		 */
		Engine create(ClusterSettings settings, long incarnation, Past past, long firstNumber, RandomGenerator random,
				Consumer<Output> output);

	}

	/**
	 * A real node.
	 *
	 * @param node the node
	 */
	record Real(ClusterNode node) implements Engine {

		@Override
		public void receive(Input input, long now) {
			this.node.receive(input, now);
		}

		@Override
		public void settle(long now) {
			this.node.settle(now);
		}

		@Override
		public long nextDeadline() {
			return this.node.nextDeadline();
		}

		@Override
		public boolean hasChanged() {
			return this.node.hasChanged();
		}

		@Override
		public ClusterState snapshot(long view) {
			return this.node.snapshot(view);
		}

		@Override
		public NodeId self() {
			return this.node.self();
		}

	}

}
