package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.event.ClusterEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the cluster's events as application events, in order, on the thread of the
 * cluster that tells listeners. None is published before {@link #start()}, when all
 * listeners exist, and none after {@link #stop()}, before they are destroyed.
 */
final class ClusterEventPublisher {

	private static final Logger logger = LoggerFactory.getLogger(ClusterEventPublisher.class);

	private final Cluster cluster;

	private final ApplicationEventPublisher publisher;

	private volatile boolean running;

	private Cluster.@Nullable Subscription subscription;

	ClusterEventPublisher(Cluster cluster, ApplicationEventPublisher publisher) {
		this.cluster = cluster;
		this.publisher = publisher;
	}

	void start() {
		this.running = true;
		this.subscription = this.cluster.subscribe(this::publish);
	}

	void stop() {
		this.running = false;
		if (this.subscription != null) {
			this.subscription.cancel();
		}
	}

	private void publish(io.clusterboot.api.ClusterEvent event) {
		if (!this.running) {
			return;
		}
		try {
			this.publisher.publishEvent(ClusterEvent.of(this.cluster, event));
		}
		catch (Exception ex) {
			logger.error("A listener failed on {}", event.getClass().getSimpleName(), ex);
		}
	}

}
