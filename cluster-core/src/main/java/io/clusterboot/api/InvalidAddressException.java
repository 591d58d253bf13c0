package io.clusterboot.api;

/**
 * Thrown when a text is not a {@link NodeAddress}.
 */
public final class InvalidAddressException extends IllegalArgumentException {

	private final String value;

	/**
	 * Creates the exception.
	 * @param value the text that was given
	 * @param reason what is wrong with it and what was expected
	 */
	public InvalidAddressException(String value, String reason) {
		super("'" + value + "' is not a node address: " + reason);
		this.value = value;
	}

	/**
	 * The text that is not an address.
	 * @return the text as it was given
	 */
	public String value() {
		return this.value;
	}

}
