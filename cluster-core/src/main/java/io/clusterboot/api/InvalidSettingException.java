package io.clusterboot.api;

/**
 * Thrown when a setting has a value that the cluster cannot work with.
 */
public final class InvalidSettingException extends IllegalArgumentException {

	private final String property;

	/**
	 * Creates the exception.
	 * @param property the property as users write it, such as {@code cluster.port}
	 * @param reason what is wrong with its value and what is allowed
	 */
	public InvalidSettingException(String property, String reason) {
		super(property + ": " + reason);
		this.property = property;
	}

	/**
	 * The property that is wrong.
	 * @return its name as users write it
	 */
	public String property() {
		return this.property;
	}

}
