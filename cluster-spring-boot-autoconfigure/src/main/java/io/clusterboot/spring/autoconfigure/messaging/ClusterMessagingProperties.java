package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;

import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.messaging.MessagingSettings.WhenFull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@link ConfigurationProperties Properties} of messages between members.
 *
 * @param enabled Whether members send each other messages.
 * @param maxPayloadSize Maximum size of the payload of a message, better the same on all
 * nodes.
 * @param queueSize Maximum size of what waits to be sent to a member.
 * @param windowSize Size of what waits for the listeners of this node, from a member,
 * from which on no more is read from it.
 * @param maxOutstandingAsks Maximum number of asks of a member that wait for an answer.
 * @param askTimeout Time to wait for an answer.
 * @param connectTimeout Time that messages wait for a connection to a member.
 * @param whenFull What a sender does when too much waits to be sent.
 * @param listener Listener properties.
 * @param client Client properties.
 */
@ConfigurationProperties("cluster.messaging")
public record ClusterMessagingProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("1MB") DataSize maxPayloadSize, @DefaultValue("8MB") DataSize queueSize,
		@DefaultValue("1MB") DataSize windowSize, @DefaultValue("10000") int maxOutstandingAsks,
		@DefaultValue("5s") Duration askTimeout, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("fail") WhenFull whenFull, @DefaultValue Listener listener, @DefaultValue Client client) {

	MessagingSettings settings() {
		return new MessagingSettings(bytes(this.maxPayloadSize), bytes(this.queueSize), bytes(this.windowSize),
				this.maxOutstandingAsks, this.askTimeout, this.connectTimeout, this.whenFull);
	}

	private static int bytes(DataSize size) {
		return (int) Math.min(Integer.MAX_VALUE, size.toBytes());
	}

	/**
	 * Listener properties.
	 *
	 * @param concurrency Number of messages that a listener handles at the same time,
	 * unless it says so itself. With 1, each sender's are handled in order.
	 */
	public record Listener(@DefaultValue("1") int concurrency) {

	}

	/**
	 * Properties of cluster clients.
	 *
	 * @param concurrency Number of calls of a method of a service that a member runs at
	 * the same time.
	 */
	public record Client(@DefaultValue("16") int concurrency) {

	}

}
