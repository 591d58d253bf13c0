package io.clusterboot.transport;

/**
 * Thrown when a transport cannot listen.
 */
public final class TransportException extends RuntimeException {

	private final String bindHost;

	private final int port;

	/**
	 * Creates the exception.
	 * @param bindHost the host to listen on
	 * @param port the port to listen on
	 * @param message what went wrong
	 * @param cause why
	 */
	public TransportException(String bindHost, int port, String message, Throwable cause) {
		super(message, cause);
		this.bindHost = bindHost;
		this.port = port;
	}

	/**
	 * The host to listen on.
	 * @return the host
	 */
	public String bindHost() {
		return this.bindHost;
	}

	/**
	 * The port to listen on.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

}
