package io.clusterboot.spring.autoconfigure.discovery;

import java.util.List;

import io.clusterboot.spring.autoconfigure.discovery.ClusterServiceInstances.Serving;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.LoadChangedEvent;

import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Publishes a {@link HeartbeatEvent} whenever the services have other instances than
 * before, for those that keep lists of them. Runs on the cluster's thread for listeners.
 */
final class DiscoveryHeartbeat {

	private final ClusterServiceInstances instances;

	private final ApplicationEventPublisher publisher;

	private List<Serving> last = List.of();

	private long number;

	DiscoveryHeartbeat(ClusterServiceInstances instances, ApplicationEventPublisher publisher) {
		this.instances = instances;
		this.publisher = publisher;
	}

	@EventListener
	void changed(ClusterEvent event) {
		if (!(event instanceof LoadChangedEvent) && hasChanged()) {
			this.publisher.publishEvent(new HeartbeatEvent(event.getCluster(), number()));
		}
	}

	private synchronized boolean hasChanged() {
		List<Serving> before = this.last;
		this.last = this.instances.serving();
		return !this.last.equals(before);
	}

	private synchronized long number() {
		return ++this.number;
	}

}
