package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageObserver.OutgoingMessage;
import io.clusterboot.messaging.MessageObserver.Sending;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Messages from this node to handlers on members, itself included, and from members to
 * the handlers of this node. At most once, in order for each sender and receiver. All
 * methods are safe for use by many threads.
 */
public final class Messenger implements MessageSender, AutoCloseable {

	/** How many threads run what users attached to answers. */
	private static final int COMPLETIONS = 2 * Runtime.getRuntime().availableProcessors();

	private final Cluster cluster;

	private final Codecs codecs;

	private final @Nullable MessageObserver observer;

	private final Handlers handlers;

	private final Lane completions;

	private final Losses losses;

	private final Envelopes envelopes;

	private final Monologue monologue;

	private final Company company;

	/**
	 * Creates the messaging of a node that nobody observes; before its transport is
	 * bound.
	 * @param cluster its membership
	 * @param conversations its connections
	 * @param settings bounds
	 * @param codecs how payloads are encoded
	 * @param executor runs handlers and what users attach to answers; may run many tasks
	 * at once
	 */
	public Messenger(Cluster cluster, Conversations conversations, MessagingSettings settings, Codecs codecs,
			Executor executor) {
		this(cluster, conversations, settings, codecs, executor, null);
	}

	/**
	 * Creates the messaging of a node; before its transport is bound.
	 * @param cluster its membership
	 * @param conversations its connections
	 * @param settings bounds
	 * @param codecs how payloads are encoded
	 * @param executor runs handlers and what users attach to answers; may run many tasks
	 * at once
	 * @param observer looks at all messages; null for none
	 */
	public Messenger(Cluster cluster, Conversations conversations, MessagingSettings settings, Codecs codecs,
			Executor executor, @Nullable MessageObserver observer) {
		this.cluster = cluster;
		this.codecs = codecs;
		this.observer = observer;
		this.handlers = new Handlers(codecs, executor, observer);
		this.completions = new Lane(executor, COMPLETIONS, new QueueDelay());
		this.losses = new Losses(cluster::self, this.completions);
		this.envelopes = new Envelopes(codecs, settings);
		this.monologue = new Monologue(settings, this.handlers, this.losses);
		this.company = new Company(cluster, conversations, settings, this.handlers, this.losses);
	}

	/**
	 * Adds a handler.
	 * @param handler the handler
	 * @return takes it out again
	 * @throws IllegalArgumentException if there is one of that name, or no codec for what
	 * it accepts
	 */
	public Runnable handle(MessageHandler handler) {
		return this.handlers.add(handler);
	}

	/**
	 * Adds a listener of losses.
	 * @param listener is told, on the thread of a handler, of each message that was lost
	 * and whose sender could not be told
	 */
	public void onUndelivered(Consumer<? super Undelivered> listener) {
		this.losses.listen(listener);
	}

	/**
	 * How many messages were lost so far, told to their sender or not.
	 * @param reason why
	 * @return the number
	 */
	public long lost(Reason reason) {
		return this.losses.count(reason);
	}

	/**
	 * How long messages wait for their handlers at this node, lately.
	 * @return the mean, in microseconds
	 */
	public double queueDelayMicros() {
		return this.handlers.delay().micros();
	}

	/**
	 * What went between this node and each present member, other than itself, that it had
	 * to do with: a snapshot of counters that only grow. They begin anew with each life
	 * of the member and of this node, and are gone with the member. Messages that wait
	 * are not counted yet. Never blocks; the numbers of one member are not taken in the
	 * same instant.
	 * @return the counters, one entry for each of those members, sorted by member
	 */
	public List<Traffic> traffic() {
		return this.company.traffic();
	}

	/**
	 * What went between this node and all others, those that are gone included. Never
	 * decreases.
	 * @return the counters; the peer is this node itself
	 */
	public Traffic totalTraffic() {
		return this.company.totalTraffic();
	}

	/**
	 * Sends a message. It is on its way when this returns; what is lost later is told to
	 * {@link #onUndelivered}.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @throws UndeliveredException if it cannot be sent
	 */
	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers) {
		tell(to, handler, payload, headers, null);
	}

	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers,
			@Nullable Predicate<UndeliveredException> returned) {
		Sending sending = observe(to, handler, payload, false, headers);
		if (sending == null) {
			tellUnobserved(to, handler, payload, headers, returned);
			return;
		}
		try {
			tellUnobserved(to, handler, payload, sending.headers(), returned);
		}
		catch (UndeliveredException ex) {
			sending.ended(ex);
			throw ex;
		}
		sending.ended(null);
	}

	private void tellUnobserved(NodeId to, String handler, Object payload, Map<String, String> headers,
			@Nullable Predicate<UndeliveredException> returned) {
		Envelope envelope = this.envelopes.of(Envelope.Kind.TELL, handler, 0, payload, headers);
		if (to.equals(this.cluster.self())) {
			this.monologue.deliver(to, envelope, null);
			return;
		}
		this.company.correspondent(to)
			.tell((returned != null) ? returnable(to, envelope, returned) : new Letter(envelope));
	}

	private Letter returnable(NodeId to, Envelope envelope, Predicate<UndeliveredException> returned) {
		return new Returnable(envelope, (failure) -> this.completions.execute(() -> {
			if (!returned.test(failure)) {
				this.losses.sent(to, envelope, failure);
			}
		}));
	}

	private @Nullable Sending observe(NodeId to, String handler, Object payload, boolean ask,
			Map<String, String> headers) {
		return (this.observer != null) ? this.observer
			.sending(new OutgoingMessage(to, handler, Codecs.alias(payload.getClass()), ask, headers)) : null;
	}

	/**
	 * Asks, without waiting.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param reply the type of the answer
	 * @param timeout how long to wait for it
	 * @param <T> the same type
	 * @return the answer, null if it is empty; fails with {@link UndeliveredException} or
	 * {@link HandlerFailedException}. What is attached to it runs on the messenger's
	 * executor
	 */
	@Override
	public <T> CompletableFuture<T> ask(NodeId to, String handler, Object payload, Map<String, String> headers,
			Type reply, Duration timeout) {
		FutureAnswer<T> answer = new FutureAnswer<>(this.codecs, reply, this.completions);
		try {
			ask(to, handler, payload, headers, timeout, answer);
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return answer.future();
	}

	/**
	 * Asks and waits for the answer.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param reply the type of the answer
	 * @param timeout how long to wait for it
	 * @param <T> the same type
	 * @return the answer, null if it is empty
	 * @throws UndeliveredException if there is none
	 * @throws HandlerFailedException if the handler failed
	 * @throws InterruptedException if the thread was interrupted
	 */
	public <T> @Nullable T call(NodeId to, String handler, Object payload, Map<String, String> headers, Type reply,
			Duration timeout) throws InterruptedException {
		WaitedAnswer answer = new WaitedAnswer();
		ask(to, handler, payload, headers, timeout, answer);
		return FutureAnswer.decode(this.codecs, answer.await(), reply);
	}

	private void ask(NodeId to, String handler, Object payload, Map<String, String> headers, Duration timeout,
			Ask.Answer answer) {
		Sending sending = observe(to, handler, payload, true, headers);
		if (sending == null) {
			askUnobserved(to, handler, payload, headers, timeout, answer);
			return;
		}
		ObservedAnswer observed = new ObservedAnswer(answer, sending);
		try {
			askUnobserved(to, handler, payload, sending.headers(), timeout, observed);
		}
		catch (UndeliveredException ex) {
			observed.end(ex);
			throw ex;
		}
	}

	private void askUnobserved(NodeId to, String handler, Object payload, Map<String, String> headers, Duration timeout,
			Ask.Answer answer) {
		long deadline = System.nanoTime() + timeout.toNanos();
		boolean local = to.equals(this.cluster.self());
		Correspondent correspondent = this.company.correspondent(to);
		Envelope envelope = this.envelopes.of(Envelope.Kind.ASK, handler, correspondent.nextNumber(), payload, headers);
		Ask ask = new Ask(envelope, answer, deadline);
		if (local) {
			correspondent.expect(ask);
			this.monologue.deliver(to, envelope, correspondent);
		}
		else {
			correspondent.ask(ask);
		}
	}

	@Override
	public int weight(Object payload, Map<String, String> headers) {
		return this.envelopes.of(Envelope.Kind.TELL, "", 0, payload, headers).weight();
	}

	/**
	 * Waits for the end of messaging after this node left the cluster: until all that it
	 * sent was handled, and it has handled and answered all that other members and itself
	 * sent to it before they knew. To be called between leaving and {@link #close}; of a
	 * node that has not left, only for its own handlers.
	 * @param most how long to wait at most
	 * @return whether all was done in time
	 */
	public CompletableFuture<Boolean> drain(Duration most) {
		return this.company.drain(this.monologue::isOver, most);
	}

	@Override
	public void close() {
		this.company.close();
	}

}
