package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.clusterboot.routing.Router;
import io.clusterboot.routing.Router.Question;
import io.clusterboot.spring.messaging.ClusterClient;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Turns a call of a {@link ClusterClient @ClusterClient} interface into a question to its
 * router.
 */
final class ClientInvocation implements MethodInterceptor {

	private final String description;

	private final boolean idempotent;

	private final Duration timeout;

	private final Function<Method, ServiceMethod> methods;

	private final Function<String, Router> routers;

	private final Map<Method, Route> routes = new ConcurrentHashMap<>();

	ClientInvocation(Class<?> type, boolean idempotent, Duration timeout, Function<Method, ServiceMethod> methods,
			Function<String, Router> routers) {
		this.description = "Cluster client " + type.getSimpleName();
		this.idempotent = idempotent;
		this.timeout = timeout;
		this.methods = methods;
		this.routers = routers;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (AopUtils.isToStringMethod(method)) {
			return this.description;
		}
		Route route = this.routes.computeIfAbsent(method, this::route);
		@Nullable Object[] arguments = invocation.getArguments();
		return route.method.answer().toCaller(() -> ask(route, arguments));
	}

	private CompletableFuture<@Nullable Object> ask(Route route, @Nullable Object[] arguments) {
		CompletableFuture<byte @Nullable []> answer = route.router.ask(new Question<>(route.method.call(arguments),
				Map.of(), route.method.key(arguments), byte[].class, this.timeout, this.idempotent));
		return answer.thenApply(route.method::decode);
	}

	private Route route(Method method) {
		ServiceMethod service = this.methods.apply(method);
		return new Route(service, this.routers.apply(service.handlerName()));
	}

	private record Route(ServiceMethod method, Router router) {
	}

}
