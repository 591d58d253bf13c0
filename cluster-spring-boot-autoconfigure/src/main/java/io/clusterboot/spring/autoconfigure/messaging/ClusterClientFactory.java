package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.clusterboot.messaging.Codecs;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import io.clusterboot.spring.messaging.ClusterClient;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * Makes the beans of {@link ClusterClient @ClusterClient} interfaces.
 */
final class ClusterClientFactory implements DisposableBean {

	private static final int RETRIES = 2;

	private final ClusterRouters routers;

	private final Codecs codecs;

	private final ClusterMessagingProperties properties;

	private final List<Router> open = new ArrayList<>();

	ClusterClientFactory(ClusterRouters routers, Codecs codecs, ClusterMessagingProperties properties) {
		this.routers = routers;
		this.codecs = codecs;
		this.properties = properties;
	}

	<T> T create(Class<T> type) {
		ClusterClient client = type.getAnnotation(ClusterClient.class);
		Duration timeout = StringUtils.hasText(client.timeout()) ? DurationStyle.detectAndParse(client.timeout())
				: this.properties.askTimeout();
		Function<String, RouterSettings> settings = settings(type, client);
		ClientInvocation invocation = new ClientInvocation(type, client.idempotent(), timeout,
				(method) -> new ServiceMethod(method, this.codecs), (handler) -> router(settings.apply(handler)));
		return type.cast(ProxyFactory.getProxy(type, invocation));
	}

	/** The settings of the router to a handler: those of a named router, or defaults. */
	private Function<String, RouterSettings> settings(Class<?> type, ClusterClient client) {
		String name = client.router().trim();
		ClusterRouterProperties.Router known = this.routers.find(name);
		if (known != null) {
			return (handler) -> known.settings(name, handler);
		}
		RoutingStrategy strategy = strategy(type, name);
		String role = StringUtils.hasText(client.role()) ? client.role() : null;
		return (handler) -> {
			RouterSettings defaults = RouterSettings.of(ServiceMethod.serviceName(type), strategy, handler, role);
			return client.idempotent() ? defaults.withRetries(RETRIES) : defaults;
		};
	}

	private static RoutingStrategy strategy(Class<?> type, String name) {
		try {
			return RoutingStrategy.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The router '" + name + "' of @ClusterClient " + type.getName()
					+ " does not exist: use the name of one of cluster.routers, or round-robin, random, consistent-hash, least-outstanding, adaptive,"
					+ " scatter-gather, tail-chopping or broadcast", ex);
		}
	}

	private synchronized Router router(RouterSettings settings) {
		Router router = this.routers.open(settings);
		this.open.add(router);
		return router;
	}

	@Override
	public synchronized void destroy() {
		this.open.forEach(Router::close);
	}

}
