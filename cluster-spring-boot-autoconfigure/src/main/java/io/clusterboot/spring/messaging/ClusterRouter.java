package io.clusterboot.spring.messaging;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.api.Member;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.Router.Question;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Sends messages to one handler on those members that its strategy chooses. There is a
 * bean for each {@code cluster.routers.*}; {@link ClusterRouterFactory} makes others.
 * Safe for use by many threads.
 */
public class ClusterRouter implements DisposableBean {

	private final Router router;

	private final Duration askTimeout;

	/**
	 * Create a router.
	 * @param router what sends
	 * @param askTimeout how long to wait for an answer
	 */
	public ClusterRouter(Router router, Duration askTimeout) {
		this.router = router;
		this.askTimeout = askTimeout;
	}

	/**
	 * Return what the router does.
	 * @return the settings
	 */
	public RouterSettings getSettings() {
		return this.router.settings();
	}

	/**
	 * Return to whom the router sends at present.
	 * @return the members, sorted by id
	 */
	public List<Member> getRoutees() {
		return this.router.routees();
	}

	/**
	 * Send a message.
	 * @param payload the payload
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(Object payload) {
		return this.router.tell(payload, Map.of(), null);
	}

	/**
	 * Send a message about something.
	 * @param key what it is about, for {@link RoutingStrategy#CONSISTENT_HASH}
	 * @param payload the payload
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(Object key, Object payload) {
		return this.router.tell(payload, Map.of(), key);
	}

	/**
	 * Ask.
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(Object payload, Class<T> answer) {
		return ask(null, payload, answer);
	}

	/**
	 * Ask about something.
	 * @param key what it is about, for {@link RoutingStrategy#CONSISTENT_HASH}
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(@Nullable Object key, Object payload, Class<T> answer) {
		return askRouter(key, payload, answer);
	}

	/**
	 * Ask about something.
	 * @param key what it is about, for {@link RoutingStrategy#CONSISTENT_HASH}
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(@Nullable Object key, Object payload, ParameterizedTypeReference<T> answer) {
		return askRouter(key, payload, answer.getType());
	}

	private <T> CompletableFuture<T> askRouter(@Nullable Object key, Object payload, Type answer) {
		return this.router
			.ask(new Question<>(payload, Map.of(), key, answer, this.askTimeout, this.router.settings().retries() > 0));
	}

	@Override
	public void destroy() {
		this.router.close();
	}

}
