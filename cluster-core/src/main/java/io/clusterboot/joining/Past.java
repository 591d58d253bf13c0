package io.clusterboot.joining;

import java.util.List;

import io.clusterboot.api.NodeAddress;

/**
 * What a node brings from the life before.
 *
 * @param removed whether it was removed from a cluster: then that cluster may live on
 * without it, and it must not form another one
 * @param contacts members that it knew, asked beside the seed nodes
 */
public record Past(boolean removed, List<NodeAddress> contacts) {

	/** The first life of a process. */
	public static final Past NONE = new Past(false, List.of());

	/**
	 * Creates a past.
	 */
	public Past {
		contacts = List.copyOf(contacts);
	}

}
