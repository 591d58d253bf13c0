package io.clusterboot.routing;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageSender;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends nothing, but keeps it in mind. Asks wait until the test answers them.
 */
final class FakeSender implements MessageSender {

	/** What was sent, in order. */
	final List<Sent> sent = new ArrayList<>();

	/** Why messages to a member cannot be sent. */
	private final Map<NodeId, Reason> broken = new HashMap<>();

	private final Set<String> answering = new HashSet<>();

	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers) {
		tell(to, handler, payload, headers, null);
	}

	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers,
			@Nullable Predicate<UndeliveredException> returned) {
		check(to);
		this.sent.add(new Sent(to, handler, payload, Duration.ZERO, new CompletableFuture<>(), returned));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<T> ask(NodeId to, String handler, Object payload, Map<String, String> headers,
			Type reply, Duration timeout) {
		CompletableFuture<Object> answer = new CompletableFuture<>();
		try {
			check(to);
			this.sent.add(new Sent(to, handler, payload, timeout, answer, null));
			if (this.answering.contains(handler)) {
				answer.complete("of " + FakeMembers.number(to));
			}
		}
		catch (UndeliveredException ex) {
			answer.completeExceptionally(ex);
		}
		return (CompletableFuture<T>) answer;
	}

	@Override
	public int weight(Object payload, Map<String, String> headers) {
		return (payload instanceof byte[] bytes) ? bytes.length : 64;
	}

	private void check(NodeId to) {
		Reason reason = this.broken.get(to);
		if (reason != null) {
			throw new UndeliveredException(reason, to + ": " + reason, false);
		}
	}

	/** From now on nothing can be sent to a member. */
	void breakDown(int number, Reason reason) {
		this.broken.put(FakeMembers.id(number), reason);
	}

	void repair(int number) {
		this.broken.remove(FakeMembers.id(number));
	}

	/** From now on asks of a handler are answered at once. */
	void answer(String handler) {
		this.answering.add(handler);
	}

	/** As the messenger does when a member is removed: what it was asked is lost. */
	void lose(int number) {
		breakDown(number, Reason.NO_SUCH_MEMBER);
		pending().stream().filter((ask) -> ask.number() == number).forEach((ask) -> ask.fail(Reason.MEMBER_GONE));
	}

	/** The asks without an answer. */
	List<Sent> pending() {
		return this.sent.stream().filter((one) -> one.isAsk() && !one.answer.isDone()).toList();
	}

	/** To whom all was sent, in order. */
	List<Integer> receivers() {
		return this.sent.stream().map(Sent::number).toList();
	}

	/** How many messages a member got. */
	long count(int number) {
		return this.sent.stream().filter((one) -> one.number() == number).count();
	}

	/** The payloads that a member got, in order. */
	List<Object> payloads(int number) {
		return this.sent.stream().filter((one) -> one.number() == number).map(Sent::payload).toList();
	}

	void forget() {
		this.sent.clear();
	}

	/** What was sent to somebody. */
	record Sent(NodeId to, String handler, Object payload, Duration timeout, CompletableFuture<Object> answer,
			@Nullable Predicate<UndeliveredException> returned) {

		/** It waited for its receiver in vain: tells whether it found another one. */
		boolean goesBack(Reason reason) {
			return this.returned != null && this.returned.test(new UndeliveredException(reason, "test"));
		}

		boolean isAsk() {
			return !this.timeout.isZero();
		}

		int number() {
			return FakeMembers.number(this.to);
		}

		void fail(Reason reason) {
			this.answer.completeExceptionally(new UndeliveredException(reason, "test"));
		}

	}

}
