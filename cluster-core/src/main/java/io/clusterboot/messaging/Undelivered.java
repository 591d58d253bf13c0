package io.clusterboot.messaging;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A message that was lost and whose sender could not be told.
 *
 * @param from who sent it
 * @param to whom it was for; null when no member was found
 * @param handler the name of the handler that it was for
 * @param type the name of its payload's type
 * @param reason why it was lost
 * @param detail the same in words
 */
public record Undelivered(NodeId from, @Nullable NodeId to, String handler, String type, Reason reason, String detail) {
}
