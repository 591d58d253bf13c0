package io.clusterboot.transport.grpc;

import java.util.List;

/**
 * Choices that the bytes of a fuzzer's input make, so that the fuzzer learns which of
 * them lead somewhere. Once they are used up every choice is the first one.
 */
final class Dice {

	private static final long[] EDGES = { 0, 1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE,
			Long.MIN_VALUE };

	private final byte[] bytes;

	private int position;

	Dice(byte[] bytes) {
		this.bytes = bytes;
	}

	boolean isUsedUp() {
		return this.position >= this.bytes.length;
	}

	/** A number from 0 to 255. */
	int next() {
		return isUsedUp() ? 0 : this.bytes[this.position++] & 0xff;
	}

	int below(int bound) {
		return next() % bound;
	}

	/** True in one of so many cases. */
	boolean rarely(int cases) {
		return next() % cases == cases - 1;
	}

	/** Small, at the edge of something, or anything. */
	long number() {
		int kind = below(16);
		if (kind < 8) {
			return below(8);
		}
		if (kind < 15) {
			return EDGES[below(EDGES.length)];
		}
		long number = 0;
		for (int i = 0; i < Long.BYTES; i++) {
			number = (number << Byte.SIZE) | next();
		}
		return number;
	}

	<T> T of(List<T> choices) {
		return choices.get(below(choices.size()));
	}

	/** Some of the bytes as they are. */
	byte[] some() {
		byte[] some = new byte[Math.min(next(), this.bytes.length - this.position)];
		System.arraycopy(this.bytes, this.position, some, 0, some.length);
		this.position += some.length;
		return some;
	}

}
