package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
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

	private final ClusterClient client;

	private final Duration timeout;

	private final Function<Method, ServiceMethod> methods;

	private final Function<String, Router> routers;

	private final Map<Method, Route> routes = new ConcurrentHashMap<>();

	ClientInvocation(ClusterClient client, Duration timeout, Function<Method, ServiceMethod> methods,
			Function<String, Router> routers) {
		this.client = client;
		this.timeout = timeout;
		this.methods = methods;
		this.routers = routers;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (AopUtils.isToStringMethod(method)) {
			return "Cluster client " + method.getDeclaringClass().getSimpleName();
		}
		Route route = this.routes.computeIfAbsent(method, this::route);
		ServiceMethod service = route.method;
		CompletableFuture<byte @Nullable []> answer = route.router
			.ask(new Question<>(service.call(invocation.getArguments()), Map.of(),
					service.key(invocation.getArguments()), byte[].class, this.timeout, this.client.idempotent()));
		CompletableFuture<@Nullable Object> decoded = answer.thenApply(service::decode);
		return service.isAsynchronous() ? decoded : await(decoded);
	}

	private Route route(Method method) {
		ServiceMethod service = this.methods.apply(method);
		return new Route(service, this.routers.apply(service.handlerName()));
	}

	private @Nullable Object await(CompletableFuture<@Nullable Object> answer) throws Throwable {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw (cause != null) ? cause : ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UndeliveredException(Reason.TIMEOUT, "interrupted while waiting for the answer");
		}
	}

	private record Route(ServiceMethod method, Router router) {
	}

}
