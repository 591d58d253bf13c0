package io.clusterboot.joining;

import java.util.Map;

import io.clusterboot.api.NodeId;

/**
 * What a node says of itself before anything else: enough to refuse it.
 *
 * @param clusterName the cluster's name
 * @param oldestProtocol the oldest protocol version that it speaks
 * @param newestProtocol the newest protocol version that it speaks
 * @param configuration the settings that must be the same everywhere, by property name
 * @param self the node
 */
public record Greeting(String clusterName, int oldestProtocol, int newestProtocol, Map<String, String> configuration,
		NodeId self) {

	/** The protocol version of this build. */
	public static final int PROTOCOL = 1;

	/**
	 * Creates a greeting.
	 */
	public Greeting {
		configuration = Map.copyOf(configuration);
	}

}
