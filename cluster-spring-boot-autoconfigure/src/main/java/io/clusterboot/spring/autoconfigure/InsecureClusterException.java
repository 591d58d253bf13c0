package io.clusterboot.spring.autoconfigure;

/**
 * Thrown when a node would be reachable from other machines without TLS, and nobody said
 * that this is wanted.
 */
public final class InsecureClusterException extends IllegalStateException {

	private final String property;

	private final String host;

	InsecureClusterException(String property, String host) {
		super(property + ": '" + host + "' can be reached from other machines, but the cluster has no TLS");
		this.property = property;
		this.host = host;
	}

	/**
	 * Return the property that holds the host.
	 * @return {@code cluster.host} or {@code cluster.bind-host}
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * Return the host that is no loopback address.
	 * @return the host
	 */
	public String getHost() {
		return this.host;
	}

}
