package io.clusterboot.transport.grpc;

/**
 * Thrown when bytes of another node are not the protocol, or too much of it. Checked, so
 * that no reader of bytes forgets about it.
 */
final class MalformedFrameException extends Exception {

	/**
	 * Creates the exception.
	 * @param message what is wrong, without quoting what came in
	 */
	MalformedFrameException(String message) {
		super(message);
	}

	/**
	 * Creates the exception.
	 * @param message what is wrong, without quoting what came in
	 * @param cause why
	 */
	MalformedFrameException(String message, Throwable cause) {
		super(message, cause);
	}

}
