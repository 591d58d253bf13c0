package io.clusterboot.benchmarks.compare;

import java.util.Comparator;
import java.util.Locale;

/**
 * An outcome divided by a peer's. Where one of them was given up, only a bound is known.
 *
 * @param value the ratio, or its bound
 * @param kind how to take the value
 */
record Ratio(double value, Kind kind) implements Comparable<Ratio> {

	private static final Comparator<Ratio> ORDER = Comparator.comparing(Ratio::kind).thenComparingDouble(Ratio::value);

	/**
	 * Divides.
	 * @param own the outcome that is divided
	 * @param peer the outcome that it is divided by
	 * @return the ratio; {@link Kind#UNKNOWN} if neither a number nor a bound can be
	 * given
	 */
	static Ratio of(Outcome own, Outcome peer) {
		Kind kind = kindOf(own.kind(), peer.kind());
		boolean number = switch (kind) {
			case BELOW, EXACT, ABOVE -> true;
			case PEER_FAILED, FAILED, UNKNOWN -> false;
		};
		if (!number) {
			return new Ratio(0, kind);
		}
		return (peer.value() > 0) ? new Ratio(own.value() / peer.value(), kind) : new Ratio(0, Kind.UNKNOWN);
	}

	private static Kind kindOf(Outcome.Kind own, Outcome.Kind peer) {
		if (own == peer) {
			return (own == Outcome.Kind.MEASURED) ? Kind.EXACT : Kind.UNKNOWN;
		}
		if (own == Outcome.Kind.FAILED) {
			return Kind.FAILED;
		}
		if (peer == Outcome.Kind.FAILED) {
			return Kind.PEER_FAILED;
		}
		return (own == Outcome.Kind.MEASURED) ? Kind.BELOW : Kind.ABOVE;
	}

	@Override
	public int compareTo(Ratio other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case PEER_FAILED -> "peer failed";
			case BELOW -> "< " + number();
			case EXACT -> number();
			case ABOVE -> "> " + number();
			case FAILED -> "failed";
			case UNKNOWN -> "-";
		};
	}

	private String number() {
		int decimals = (this.value < 0.1) ? 3 : (this.value < 10) ? 2 : 1;
		return String.format(Locale.ROOT, "%,." + decimals + "f", this.value);
	}

	/** How to take a value, from the best. */
	enum Kind {

		/** Only the peer failed. */
		PEER_FAILED,

		/** It is less than the value: only the peer was given up. */
		BELOW,

		/** It is the value. */
		EXACT,

		/** It is more than the value: only the peer was not given up. */
		ABOVE,

		/** Only the peer did not fail. */
		FAILED,

		/** Nothing can be said. */
		UNKNOWN

	}

}
