package io.clusterboot.sample.traffic;

/**
 * What goes from one member to another.
 *
 * @param from the cluster address, {@code host:port}, of the sender
 * @param to that of the receiver
 * @param messagesPerSecond how many messages a second, lately, answers included
 * @param bytesPerSecond the bytes of their payloads
 * @param messages how many messages since both are members
 */
public record Flow(String from, String to, double messagesPerSecond, double bytesPerSecond, long messages) {
}
