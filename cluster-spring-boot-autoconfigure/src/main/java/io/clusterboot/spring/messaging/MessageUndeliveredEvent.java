package io.clusterboot.spring.messaging;

import java.util.Objects;

import io.clusterboot.api.Cluster;
import io.clusterboot.messaging.Undelivered;

import org.springframework.context.ApplicationEvent;

/**
 * Tells that a message was lost whose sender could not be told: one that this node sent
 * without waiting for an answer, or one that came here and could not be handled.
 * Published by a thread of the handlers; when too many are lost at once, only the meter
 * {@code cluster.messages.undelivered} counts all of them.
 */
public final class MessageUndeliveredEvent extends ApplicationEvent {

	private final transient Undelivered undelivered;

	/**
	 * Create an event.
	 * @param cluster the cluster
	 * @param undelivered what was lost, and why
	 */
	public MessageUndeliveredEvent(Cluster cluster, Undelivered undelivered) {
		super(cluster);
		this.undelivered = Objects.requireNonNull(undelivered);
	}

	/**
	 * Return what was lost, and why.
	 * @return sender, receiver, handler and reason
	 */
	public Undelivered getUndelivered() {
		return this.undelivered;
	}

	@Override
	public String toString() {
		return "MessageUndeliveredEvent[" + this.undelivered + "]";
	}

}
