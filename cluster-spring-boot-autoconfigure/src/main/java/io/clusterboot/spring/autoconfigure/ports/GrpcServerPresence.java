package io.clusterboot.spring.autoconfigure.ports;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.clusterboot.api.Cluster;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.spring.event.MemberEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.lifecycle.GrpcServerShutdownEvent;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/**
 * Tells the other members on which port Spring's gRPC server listens, and keeps it
 * listening until they know that this node leaves: that server is the first to stop when
 * the application closes, before the cluster is left.
 */
final class GrpcServerPresence {

	private static final Logger logger = LoggerFactory.getLogger(GrpcServerPresence.class);

	private final Cluster cluster;

	private final ConfigurableApplicationContext context;

	private final Duration timeout;

	private final PortAnnouncement announcement;

	GrpcServerPresence(Cluster cluster, ConfigurableApplicationContext context, Duration timeout) {
		this.cluster = cluster;
		this.context = context;
		this.timeout = timeout;
		this.announcement = new PortAnnouncement(cluster, ClusterNameResolverProvider.PORT);
	}

	@EventListener
	void listening(GrpcServerStartedEvent event) {
		// that of a server within the process, or on a domain socket, is negative
		this.announcement.tell(event.getPort(), Map.of());
	}

	/** Before other listeners, none of which has to hear that calls are over earlier. */
	@EventListener
	@Order(0)
	void stopping(GrpcServerShutdownEvent event) {
		if (!this.context.isClosed()) {
			// only stopped: it may start again, and a node that left cannot come back
			this.announcement.takeBack();
		}
		else if (!this.timeout.isZero()) {
			leave();
		}
	}

	@EventListener
	void changed(MemberEvent event) {
		this.announcement.changed(event);
	}

	private void leave() {
		try {
			this.cluster.leave().get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn("Could not leave the cluster within {} ms (cluster.shutdown-timeout) before the gRPC server "
					+ "stops; calls to it may fail", this.timeout.toMillis());
		}
		catch (ExecutionException ex) {
			logger.warn("Could not leave the cluster before the gRPC server stops; calls to it may fail",
					ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
