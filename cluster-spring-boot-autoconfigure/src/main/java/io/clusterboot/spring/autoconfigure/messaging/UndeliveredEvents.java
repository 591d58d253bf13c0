package io.clusterboot.spring.autoconfigure.messaging;

import io.clusterboot.api.Cluster;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.messaging.Undelivered;
import io.clusterboot.spring.messaging.MessageUndeliveredEvent;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes a {@link MessageUndeliveredEvent} for each message that was lost, from when
 * all listeners exist until the first of them is destroyed.
 */
final class UndeliveredEvents implements SmartInitializingSingleton, DisposableBean {

	private final Cluster cluster;

	private final Messenger messenger;

	private final ApplicationEventPublisher publisher;

	private volatile boolean over;

	UndeliveredEvents(Cluster cluster, Messenger messenger, ApplicationEventPublisher publisher) {
		this.cluster = cluster;
		this.messenger = messenger;
		this.publisher = publisher;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.messenger.onUndelivered(this::publish);
	}

	private void publish(Undelivered undelivered) {
		if (!this.over) {
			this.publisher.publishEvent(new MessageUndeliveredEvent(this.cluster, undelivered));
		}
	}

	@Override
	public void destroy() {
		this.over = true;
	}

}
