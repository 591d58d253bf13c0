package io.clusterboot.spring.messaging;

import io.clusterboot.routing.Pool;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.WorkerFactory;

/**
 * Makes routers, and the workers of pools. What is a bean is closed by Spring; anything
 * else is closed by whoever had it made.
 */
public interface ClusterRouterFactory {

	/**
	 * Create a router for messages to one handler.
	 * @param settings what it does
	 * @return the router, to be {@link ClusterRouter#destroy() destroyed} after use
	 */
	ClusterRouter create(RouterSettings settings);

	/**
	 * Create this node's part of a pool that properties describe. A node without the role
	 * of the router has no workers.
	 * @param router the name of one of {@code cluster.routers} that has a {@code pool}
	 * @param workers makes workers
	 * @param types the types of payload that they take, at least one
	 * @return the pool, to be {@link Pool#close() closed} after use
	 * @throws IllegalArgumentException if there is no such router, or it has no pool
	 */
	Pool createPool(String router, WorkerFactory workers, Class<?>... types);

	/**
	 * Create this node's part of a pool. A node without the role has no workers.
	 * @param settings those of the routers that send to it, with a pool
	 * @param workers makes workers
	 * @param types the types of payload that they take, at least one
	 * @return the pool, to be {@link Pool#close() closed} after use
	 * @throws IllegalArgumentException if the settings have no pool
	 */
	Pool createPool(RouterSettings settings, WorkerFactory workers, Class<?>... types);

}
