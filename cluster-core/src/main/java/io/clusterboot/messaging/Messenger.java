package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageObserver.OutgoingMessage;
import io.clusterboot.messaging.MessageObserver.Sending;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.RateLimitedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Messages from this node to handlers on members, itself included, and from members to
 * the handlers of this node. At most once, in order for each sender and receiver. All
 * methods are safe for use by many threads.
 */
public final class Messenger implements MessageSender, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Messenger.class);

	/** How many threads run what users attached to answers. */
	private static final int COMPLETIONS = 2 * Runtime.getRuntime().availableProcessors();

	private final RateLimitedLog log = new RateLimitedLog(logger);

	private final Cluster cluster;

	private final Conversations conversations;

	private final MessagingSettings settings;

	private final Codecs codecs;

	private final @Nullable MessageObserver observer;

	private final Handlers handlers;

	private final Lane completions;

	private final Reception reception;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Messenger::timerThread);

	private final Map<NodeId, Correspondent> correspondents = new ConcurrentHashMap<>();

	private final List<Consumer<? super Undelivered>> listeners = new CopyOnWriteArrayList<>();

	private final Map<Reason, LongAdder> lost = new ConcurrentHashMap<>();

	private final Tallies tallies = new Tallies();

	private final Cluster.Subscription subscription;

	private volatile boolean closed;

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
		this.conversations = conversations;
		this.settings = settings;
		this.codecs = codecs;
		this.observer = observer;
		this.handlers = new Handlers(codecs, executor, observer);
		this.completions = new Lane(executor, COMPLETIONS, new QueueDelay());
		this.reception = new Reception(new Reception.Admitting() {

			@Override
			public ClusterState state() {
				return cluster.state();
			}

			@Override
			public Guest guest(NodeId peer) {
				return new Guest(peer, Messenger.this.settings, Messenger.this.handlers, new Losses(),
						Messenger.this.tallies.of(peer));
			}

		});
		conversations.serve(this.reception);
		this.subscription = cluster.subscribe((event) -> reconsider());
	}

	private static Thread timerThread(Runnable task) {
		Thread thread = new Thread(task, "cluster-messages");
		thread.setDaemon(true);
		return thread;
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
		this.listeners.add(listener);
	}

	/**
	 * How many messages were lost so far, told to their sender or not.
	 * @param reason why
	 * @return the number
	 */
	public long lost(Reason reason) {
		LongAdder count = this.lost.get(reason);
		return (count != null) ? count.sum() : 0;
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
		return this.tallies.traffic(this.cluster.self());
	}

	/**
	 * What went between this node and all others, those that are gone included. Never
	 * decreases.
	 * @return the counters; the peer is this node itself
	 */
	public Traffic totalTraffic() {
		return this.tallies.total(this.cluster.self());
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
		Sending sending = observe(to, handler, payload, false, headers);
		if (sending == null) {
			tellUnobserved(to, handler, payload, headers);
			return;
		}
		try {
			tellUnobserved(to, handler, payload, sending.headers());
		}
		catch (UndeliveredException ex) {
			sending.ended(ex);
			throw ex;
		}
		sending.ended(null);
	}

	private void tellUnobserved(NodeId to, String handler, Object payload, Map<String, String> headers) {
		Envelope envelope = envelope(Envelope.Kind.TELL, handler, 0, payload, headers);
		if (to.equals(this.cluster.self())) {
			this.handlers.deliver(to, envelope, new LocalOrigin(null), System.nanoTime());
			return;
		}
		correspondent(to).tell(new Letter(envelope));
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
		Correspondent correspondent = correspondent(to);
		Envelope envelope = envelope(Envelope.Kind.ASK, handler, correspondent.nextNumber(), payload, headers);
		Ask ask = new Ask(envelope, answer, deadline);
		if (local) {
			correspondent.expect(ask);
			this.handlers.deliver(to, envelope, new LocalOrigin(correspondent), System.nanoTime());
		}
		else {
			correspondent.ask(ask);
		}
	}

	@Override
	public int weight(Object payload, Map<String, String> headers) {
		return envelope(Envelope.Kind.TELL, "", 0, payload, headers).weight();
	}

	private Envelope envelope(Envelope.Kind kind, String handler, long number, Object payload,
			Map<String, String> headers) {
		byte[] bytes;
		try {
			bytes = this.codecs.of(payload.getClass()).encode(payload);
		}
		catch (RuntimeException ex) {
			throw new UndeliveredException(Reason.NOT_ENCODABLE, String.valueOf(ex.getMessage()));
		}
		Payloads.check(bytes, this.settings);
		return new Envelope(kind, handler, Codecs.alias(payload.getClass()), number, headers, bytes);
	}

	private Correspondent correspondent(NodeId to) {
		Correspondent known = this.correspondents.get(to);
		return (known != null) ? known : newCorrespondent(to);
	}

	private Correspondent newCorrespondent(NodeId to) {
		ClusterState state = this.cluster.state();
		ClusterId clusterId = state.clusterId();
		if (this.closed || clusterId == null) {
			throw new UndeliveredException(Reason.STOPPED, "this node is in no cluster");
		}
		if (state.member(to).isEmpty()) {
			throw new UndeliveredException(Reason.NO_SUCH_MEMBER, to + " is no member");
		}
		Correspondent correspondent = this.correspondents.computeIfAbsent(to,
				(peer) -> new Correspondent(clusterId, state.self(), peer, this.settings, this.conversations,
						this.timer, new Losses(), this.tallies.of(peer)));
		UndeliveredException over = this.closed ? new UndeliveredException(Reason.STOPPED, "this node stopped")
				: correspondent.over(this.cluster.state());
		if (over != null) {
			// it ended while this was made; nobody else would end it
			this.correspondents.remove(to, correspondent);
			correspondent.end(over);
			throw new UndeliveredException(Reason.NO_SUCH_MEMBER, String.valueOf(over.getMessage()));
		}
		return correspondent;
	}

	/**
	 * Events come later than the state that they tell of, so what is over is judged by
	 * the state of now.
	 */
	private void reconsider() {
		ClusterState state = this.cluster.state();
		this.correspondents.values().removeIf((correspondent) -> {
			UndeliveredException over = correspondent.over(state);
			if (over != null) {
				correspondent.end(over);
			}
			return over != null;
		});
		this.tallies.retain(state);
		this.reception.reconsider();
	}

	@Override
	public void close() {
		this.closed = true;
		this.subscription.cancel();
		UndeliveredException over = new UndeliveredException(Reason.STOPPED, "this node stopped");
		this.correspondents.values().removeIf((correspondent) -> {
			correspondent.end(over);
			return true;
		});
		this.reception.close("this node stopped");
		this.timer.shutdownNow();
	}

	/** What happens to messages that nobody is told about. */
	private final class Losses implements Guest.Complaints, Correspondent.Postmaster {

		@Override
		public boolean mayBlock() {
			return !Messenger.this.conversations.isMover();
		}

		@Override
		public void undelivered(NodeId to, Envelope envelope, UndeliveredException failure) {
			tell(new Undelivered(Messenger.this.cluster.self(), to, envelope.handler(), envelope.type(),
					failure.reason(), String.valueOf(failure.getMessage())));
		}

		@Override
		public void undelivered(NodeId from, Envelope envelope, Reason reason, String detail) {
			tell(new Undelivered(from, Messenger.this.cluster.self(), envelope.handler(), envelope.type(), reason,
					detail));
		}

		@Override
		public void failed(NodeId from, Envelope envelope, Throwable failure) {
			if (envelope.kind() == Envelope.Kind.TELL) {
				Messenger.this.log.log(Level.WARN, "handler " + envelope.handler(), "Handler '" + envelope.handler()
						+ "' failed on a message of " + from.address() + ": " + failure);
			}
		}

		@Override
		public void gone(Guest guest) {
			Messenger.this.reception.left(guest);
		}

		private void tell(Undelivered undelivered) {
			Messenger.this.lost.computeIfAbsent(undelivered.reason(), (reason) -> new LongAdder()).increment();
			Messenger.this.listeners
				.forEach((listener) -> Messenger.this.completions.execute(() -> listener.accept(undelivered)));
		}

	}

	/** Messages of this node to itself. */
	private final class LocalOrigin implements Delivery.Origin {

		private final @Nullable Correspondent asker;

		private LocalOrigin(@Nullable Correspondent asker) {
			this.asker = asker;
		}

		@Override
		public void check(byte[] answer) {
			Payloads.check(answer, Messenger.this.settings);
		}

		@Override
		public void reply(Envelope reply) {
			if (this.asker != null) {
				this.asker.received(List.of(reply));
			}
		}

		@Override
		public void done(Envelope envelope) {
		}

		@Override
		public void undelivered(Envelope envelope, Reason reason, String detail) {
			new Losses().undelivered(Messenger.this.cluster.self(), envelope, reason, detail);
		}

		@Override
		public void failed(Envelope envelope, Throwable failure) {
			new Losses().failed(Messenger.this.cluster.self(), envelope, failure);
		}

	}

}
