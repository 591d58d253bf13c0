package io.clusterboot.spring.messaging;

import io.clusterboot.routing.RouterSettings;

/**
 * Makes routers. One that is a bean is closed by Spring; any other one is closed by
 * whoever had it made.
 */
@FunctionalInterface
public interface ClusterRouterFactory {

	/**
	 * Create a router for messages to one handler.
	 * @param settings what it does
	 * @return the router, to be {@link ClusterRouter#destroy() destroyed} after use
	 */
	ClusterRouter create(RouterSettings settings);

}
