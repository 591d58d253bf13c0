package io.clusterboot.messaging;

import java.util.Map;

import io.clusterboot.api.NodeId;

/**
 * A message as its handler sees it.
 *
 * @param payload the decoded payload, of one of the types that the handler accepts
 * @param type the name of the payload's type on the wire
 * @param sender the member that sent it
 * @param handler the name of the handler
 * @param headers what came beside the payload
 */
public record IncomingMessage(Object payload, String type, NodeId sender, String handler, Map<String, String> headers) {
}
