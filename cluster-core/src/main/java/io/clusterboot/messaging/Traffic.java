package io.clusterboot.messaging;

import io.clusterboot.api.NodeId;

/**
 * What went between this node and one life of another member since they first had to do
 * with each other. An answer is a message like any other; what a node sends itself does
 * not travel and is not counted.
 *
 * @param peer the other member
 * @param sent how many messages this node handed to its connection to the member
 * @param sentBytes the bytes of their payloads
 * @param received how many messages came from the member
 * @param receivedBytes the bytes of their payloads
 */
public record Traffic(NodeId peer, long sent, long sentBytes, long received, long receivedBytes) {
}
