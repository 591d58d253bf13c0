package io.clusterboot.spring.messaging;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.Router.Question;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Sends messages to handlers on members of the cluster: to one of them, to any with a
 * role, or to all with a role. Messages arrive at most once, and in order for each pair
 * of sender and receiver. Safe for use by many threads.
 */
public class ClusterTemplate implements DisposableBean {

	private final Cluster cluster;

	private final Messenger messenger;

	private final Duration askTimeout;

	private final Executor executor;

	private final Map<Destination, Router> routers = new ConcurrentHashMap<>();

	/**
	 * Create a template.
	 * @param cluster the cluster
	 * @param messenger what sends
	 * @param askTimeout how long to wait for an answer
	 * @param executor runs what waits for the first member of a role
	 */
	public ClusterTemplate(Cluster cluster, Messenger messenger, Duration askTimeout, Executor executor) {
		this.cluster = cluster;
		this.messenger = messenger;
		this.askTimeout = askTimeout;
		this.executor = executor;
	}

	/**
	 * Send a message to any member with a role, to one after the other.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(String role, String handler, Object payload) {
		return send(role, handler, payload, Map.of());
	}

	/**
	 * Send a message with headers to any member with a role, to one after the other.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(String role, String handler, Object payload, Map<String, String> headers) {
		return router(role, handler, RoutingStrategy.ROUND_ROBIN).tell(payload, headers, null);
	}

	/**
	 * Send a message to a member.
	 * @param member the address of the member
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(NodeAddress member, String handler, Object payload) {
		return send(member, handler, payload, Map.of());
	}

	/**
	 * Send a message with headers to a member.
	 * @param member the address of the member
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @return completes when the message is on its way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> send(NodeAddress member, String handler, Object payload,
			Map<String, String> headers) {
		try {
			this.messenger.tell(find(member), handler, payload, headers);
			return CompletableFuture.completedFuture(null);
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Send a message to all members with a role.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @return completes when the messages are on their way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> publish(String role, String handler, Object payload) {
		return publish(role, handler, payload, Map.of());
	}

	/**
	 * Send a message with headers to all members with a role.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @return completes when the messages are on their way; fails with
	 * {@link UndeliveredException}
	 */
	public CompletableFuture<Void> publish(String role, String handler, Object payload, Map<String, String> headers) {
		return router(role, handler, RoutingStrategy.BROADCAST).tell(payload, headers, null);
	}

	/**
	 * Ask any member with a role, one after the other.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(String role, String handler, Object payload, Class<T> answer) {
		return askAny(role, handler, payload, Map.of(), answer, this.askTimeout);
	}

	/**
	 * Ask any member with a role, one after the other.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(String role, String handler, Object payload,
			ParameterizedTypeReference<T> answer) {
		return askAny(role, handler, payload, Map.of(), answer.getType(), this.askTimeout);
	}

	/**
	 * Ask any member with a role, one after the other.
	 * @param role the role
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @param answer the type of the answer
	 * @param timeout how long to wait for it
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(String role, String handler, Object payload, Map<String, String> headers,
			ParameterizedTypeReference<T> answer, Duration timeout) {
		return askAny(role, handler, payload, headers, answer.getType(), timeout);
	}

	/**
	 * Ask a member.
	 * @param member the address of the member
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param answer the type of the answer
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(NodeAddress member, String handler, Object payload, Class<T> answer) {
		return ask(member, handler, payload, Map.of(), ParameterizedTypeReference.forType(answer), this.askTimeout);
	}

	/**
	 * Ask a member.
	 * @param member the address of the member
	 * @param handler the name of the handler there
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @param answer the type of the answer
	 * @param timeout how long to wait for it
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(NodeAddress member, String handler, Object payload, Map<String, String> headers,
			ParameterizedTypeReference<T> answer, Duration timeout) {
		try {
			return this.messenger.ask(find(member), handler, payload, headers, answer.getType(), timeout);
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private <T> CompletableFuture<T> askAny(String role, String handler, Object payload, Map<String, String> headers,
			Type answer, Duration timeout) {
		return router(role, handler, RoutingStrategy.ROUND_ROBIN)
			.ask(new Question<>(payload, headers, null, answer, timeout, false));
	}

	private NodeId find(NodeAddress address) {
		return this.cluster.state()
			.member(address)
			.map(Member::id)
			.orElseThrow(() -> new UndeliveredException(Reason.NO_SUCH_MEMBER, address + " is no member"));
	}

	private Router router(String role, String handler, RoutingStrategy strategy) {
		return this.routers.computeIfAbsent(new Destination(role, handler, strategy),
				(destination) -> new Router(this.cluster, this.messenger,
						RouterSettings.of(role + "/" + handler, strategy, handler, role), this.executor));
	}

	@Override
	public void destroy() {
		this.routers.values().forEach(Router::close);
	}

	private record Destination(String role, String handler, RoutingStrategy strategy) {
	}

}
