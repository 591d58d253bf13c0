package io.clusterboot.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import io.clusterboot.api.ClusterSettings;

/**
 * Without TLS a node may only listen where no other machine reaches it, unless
 * {@code cluster.security.insecure} says otherwise: whoever reaches the port could join
 * the cluster and take members down.
 */
final class LoopbackRule {

	private LoopbackRule() {
	}

	/**
	 * Check the hosts of a node that has no TLS.
	 * @param settings the settings of the node
	 * @throws InsecureClusterException if a host is no loopback address
	 */
	static void check(ClusterSettings settings) {
		check("cluster.host", settings.address().host());
		check("cluster.bind-host", settings.bindHost());
	}

	private static void check(String property, String host) {
		if (!isLoopback(host)) {
			throw new InsecureClusterException(property, host);
		}
	}

	/** A name that cannot be resolved, or only partly to loopback, is none. */
	private static boolean isLoopback(String host) {
		try {
			return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
