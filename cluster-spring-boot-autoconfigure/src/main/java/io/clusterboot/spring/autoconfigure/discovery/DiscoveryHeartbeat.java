package io.clusterboot.spring.autoconfigure.discovery;

import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.LoadChangedEvent;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Publishes a {@link HeartbeatEvent} when the members changed, for those that keep lists
 * of instances.
 */
final class DiscoveryHeartbeat {

	private final ApplicationEventPublisher publisher;

	private final AtomicLong number = new AtomicLong();

	DiscoveryHeartbeat(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@EventListener
	void changed(ClusterEvent event) {
		if (!(event instanceof LoadChangedEvent)) {
			this.publisher.publishEvent(new HeartbeatEvent(event.getSource(), this.number.incrementAndGet()));
		}
	}

}
