package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;

import io.clusterboot.api.Cluster;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.routing.Pool;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.WorkerFactory;
import io.clusterboot.spring.autoconfigure.messaging.ClusterMessagingAutoConfiguration.MessageThreads;
import io.clusterboot.spring.messaging.ClusterRouter;
import io.clusterboot.spring.messaging.ClusterRouterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the routers of this node, those of {@code cluster.routers} among them.
 */
final class ClusterRouters implements ClusterRouterFactory {

	private final Cluster cluster;

	private final Messenger messenger;

	private final MessageThreads threads;

	private final Duration askTimeout;

	private final ClusterRouterProperties properties;

	ClusterRouters(Cluster cluster, Messenger messenger, MessageThreads threads, Duration askTimeout,
			ClusterRouterProperties properties) {
		this.cluster = cluster;
		this.messenger = messenger;
		this.threads = threads;
		this.askTimeout = askTimeout;
		this.properties = properties;
	}

	@Override
	public ClusterRouter create(RouterSettings settings) {
		return new ClusterRouter(open(settings), this.askTimeout);
	}

	@Override
	public Pool createPool(String router, WorkerFactory workers, Class<?>... types) {
		return createPool(settings(router), workers, types);
	}

	@Override
	public Pool createPool(RouterSettings settings, WorkerFactory workers, Class<?>... types) {
		return new Pool(this.cluster, this.messenger::handle, settings, workers, this.threads.executor(), types);
	}

	/** The router that properties describe. */
	ClusterRouter named(String name) {
		return create(settings(name));
	}

	private RouterSettings settings(String name) {
		ClusterRouterProperties.Router router = find(name);
		if (router == null) {
			throw new IllegalArgumentException(
					"There is no router '" + name + "': set cluster.routers." + name + ".strategy");
		}
		return router.settings(name);
	}

	/** What properties say about a router; null if there is none of the name. */
	ClusterRouterProperties.@Nullable Router find(String name) {
		return this.properties.routers().get(name);
	}

	/** A router to be closed by the caller. */
	Router open(RouterSettings settings) {
		return new Router(this.cluster, this.messenger, settings, this.threads.executor());
	}

}
