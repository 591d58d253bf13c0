package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.clusterboot.api.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Joins the cluster once the web server listens, and leaves it before anything else of
 * the application stops, while listeners and handlers still work. Leaving takes no longer
 * than {@code cluster.shutdown-timeout}, nor than
 * {@code spring.lifecycle.timeout-per-shutdown-phase}, which bounds every phase.
 */
final class ClusterMembershipLifecycle implements SmartLifecycle {

	/** After the web server's start and before the start of graceful shutdown. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final Logger logger = LoggerFactory.getLogger(ClusterMembershipLifecycle.class);

	private final Cluster cluster;

	private final Runnable join;

	private final ClusterEventPublisher events;

	private final Duration timeout;

	private volatile boolean running;

	ClusterMembershipLifecycle(Cluster cluster, Runnable join, ClusterEventPublisher events, Duration timeout) {
		this.cluster = cluster;
		this.join = join;
		this.events = events;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.running = true;
		this.events.start();
		this.join.run();
	}

	@Override
	public void stop() {
		throw new UnsupportedOperationException("Stop must not be invoked directly");
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		leave().whenComplete((result, failure) -> {
			if (failure != null) {
				report(failure);
			}
			callback.run();
		});
	}

	private CompletableFuture<Void> leave() {
		if (this.timeout.isZero()) {
			return CompletableFuture.completedFuture(null);
		}
		try {
			return this.cluster.leave().copy().orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void report(@Nullable Throwable failure) {
		if (failure instanceof TimeoutException) {
			logger.warn("Could not leave the cluster within {} ms (cluster.shutdown-timeout), stopping without; "
					+ "the other members will find this node unreachable", this.timeout.toMillis());
		}
		else {
			logger.warn("Could not leave the cluster, stopping without", failure);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** A node that left cannot come back, so a pause must not stop it. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
