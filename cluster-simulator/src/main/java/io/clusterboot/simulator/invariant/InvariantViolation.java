package io.clusterboot.simulator.invariant;

import java.io.Serial;

/**
 * An invariant does not hold. The numbers are those of {@code docs/reliability.md}.
 */
public final class InvariantViolation extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int number;

	/**
	 * Creates the violation.
	 * @param number of the invariant
	 * @param message what was seen
	 */
	public InvariantViolation(int number, String message) {
		super("Invariant " + number + ": " + message);
		this.number = number;
	}

	/**
	 * Which invariant.
	 * @return its number, 1 to 20
	 */
	public int number() {
		return this.number;
	}

}
