package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.clusterboot.api.Cluster;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import io.clusterboot.spring.autoconfigure.messaging.ClusterMessagingAutoConfiguration.MessageThreads;
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

	private final Cluster cluster;

	private final Messenger messenger;

	private final Codecs codecs;

	private final ClusterMessagingProperties properties;

	private final MessageThreads threads;

	private final List<Router> routers = new ArrayList<>();

	ClusterClientFactory(Cluster cluster, Messenger messenger, Codecs codecs, ClusterMessagingProperties properties,
			MessageThreads threads) {
		this.cluster = cluster;
		this.messenger = messenger;
		this.codecs = codecs;
		this.properties = properties;
		this.threads = threads;
	}

	<T> T create(Class<T> type) {
		ClusterClient client = type.getAnnotation(ClusterClient.class);
		Duration timeout = StringUtils.hasText(client.timeout()) ? DurationStyle.detectAndParse(client.timeout())
				: this.properties.askTimeout();
		RoutingStrategy strategy = strategy(type, client.router());
		String role = StringUtils.hasText(client.role()) ? client.role() : null;
		ClientInvocation invocation = new ClientInvocation(client, timeout,
				(method) -> new ServiceMethod(method, this.codecs), (handler) -> {
					RouterSettings defaults = RouterSettings.of(ServiceMethod.serviceName(type), strategy, handler,
							role);
					return router(client.idempotent() ? defaults.withRetries(RETRIES) : defaults);
				});
		return type.cast(ProxyFactory.getProxy(type, invocation));
	}

	private static RoutingStrategy strategy(Class<?> type, String name) {
		try {
			return RoutingStrategy.valueOf(name.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The router '" + name + "' of @ClusterClient " + type.getName()
					+ " does not exist: use round-robin, random, consistent-hash, least-outstanding, adaptive,"
					+ " scatter-gather, tail-chopping or broadcast", ex);
		}
	}

	private synchronized Router router(RouterSettings settings) {
		Router router = new Router(this.cluster, this.messenger, settings, this.threads.executor());
		this.routers.add(router);
		return router;
	}

	@Override
	public synchronized void destroy() {
		this.routers.forEach(Router::close);
	}

}
