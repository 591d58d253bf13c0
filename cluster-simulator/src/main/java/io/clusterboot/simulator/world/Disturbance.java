package io.clusterboot.simulator.world;

import java.util.BitSet;
import java.util.Collection;

/**
 * Something that is wrong with the traffic from some nodes to others. Ended by
 * {@link SimulatedNetwork#end}.
 */
public final class Disturbance {

	/** What is wrong. */
	enum Kind {

		/** Nothing arrives. */
		CUT,

		/** A share of the segments is lost. */
		LOSS,

		/** All takes longer. */
		DELAY,

		/** Connections break now and then. */
		RESETS,

		/** Receivers take in only so many bytes a second. */
		SLOW_RECEIVER

	}

	private final Kind kind;

	private final BitSet from;

	private final BitSet to;

	private final double rate;

	private final long least;

	private final long most;

	Disturbance(Kind kind, Collection<SimulatedNode> from, Collection<SimulatedNode> to, double rate, long least,
			long most) {
		this.kind = kind;
		this.from = places(from);
		this.to = places(to);
		this.rate = rate;
		this.least = least;
		this.most = most;
	}

	private static BitSet places(Collection<SimulatedNode> nodes) {
		BitSet places = new BitSet();
		nodes.forEach((node) -> places.set(node.index()));
		return places;
	}

	Kind kind() {
		return this.kind;
	}

	double rate() {
		return this.rate;
	}

	long least() {
		return this.least;
	}

	long most() {
		return this.most;
	}

	boolean concerns(int sender, int receiver) {
		return this.from.get(sender) && this.to.get(receiver);
	}

	boolean concernsReceiver(int receiver) {
		return this.to.get(receiver);
	}

	@Override
	public String toString() {
		return this.kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " from " + this.from + " to "
				+ this.to;
	}

}
