package io.clusterboot.api;

import java.util.HexFormat;

/**
 * The 128 bits that tell one cluster from every other, minted once by the node that forms
 * it. Two nodes with different ids never exchange state. Ordered as an unsigned number.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record ClusterId(long high, long low) implements Comparable<ClusterId> {

	@Override
	public int compareTo(ClusterId other) {
		int byHigh = Long.compareUnsigned(this.high, other.high);
		return (byHigh != 0) ? byHigh : Long.compareUnsigned(this.low, other.low);
	}

	/**
	 * The id as 32 hexadecimal digits.
	 */
	@Override
	public String toString() {
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(this.high) + hex.toHexDigits(this.low);
	}

}
