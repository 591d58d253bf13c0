package io.clusterboot.transport;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;

/**
 * How a member begins a conversation: who it is, and whom it means.
 *
 * @param clusterId the cluster of both
 * @param from the member that dialled
 * @param to the member that it means to reach
 */
public record Introduction(ClusterId clusterId, NodeId from, NodeId to) {
}
