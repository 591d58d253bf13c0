package io.clusterboot.messaging;

/**
 * The handler of an ask threw an exception.
 */
public final class HandlerFailedException extends RuntimeException {

	private final String failureType;

	/**
	 * Creates the exception.
	 * @param failureType the simple name of the class that the handler threw
	 * @param message its message
	 */
	public HandlerFailedException(String failureType, String message) {
		super(message);
		this.failureType = failureType;
	}

	/**
	 * What the handler threw.
	 * @return the simple name of its class
	 */
	public String failureType() {
		return this.failureType;
	}

}
