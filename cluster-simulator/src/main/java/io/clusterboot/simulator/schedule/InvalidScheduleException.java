package io.clusterboot.simulator.schedule;

/**
 * Thrown when a schedule says something that cannot be played.
 */
public final class InvalidScheduleException extends IllegalArgumentException {

	private final int line;

	/**
	 * Creates the exception.
	 * @param message what is wrong, and what would be right
	 */
	public InvalidScheduleException(String message) {
		super(message);
		this.line = 0;
	}

	InvalidScheduleException(int line, String message) {
		super("line " + line + ": " + message);
		this.line = line;
	}

	/**
	 * Where the mistake stands.
	 * @return the line, from 1 on; 0 if it belongs to no line
	 */
	public int line() {
		return this.line;
	}

	InvalidScheduleException at(int where) {
		return (this.line > 0) ? this : new InvalidScheduleException(where, String.valueOf(getMessage()));
	}

}
