package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of this node, by name, each with a lane of its own.
 */
final class Handlers {

	private final Map<String, Registered> byName = new ConcurrentHashMap<>();

	private final Codecs codecs;

	private final Executor executor;

	private final @Nullable MessageObserver observer;

	private final QueueDelay delay = new QueueDelay();

	Handlers(Codecs codecs, Executor executor, @Nullable MessageObserver observer) {
		this.codecs = codecs;
		this.executor = executor;
		this.observer = observer;
	}

	/**
	 * Adds a handler.
	 * @return takes it out again
	 * @throws IllegalArgumentException if there is one of that name, or no codec for what
	 * it accepts
	 */
	Runnable add(MessageHandler handler) {
		handler.types().values().forEach(this.codecs::of);
		Executor lane = handler.direct() ? Runnable::run : new Lane(this.executor, handler.concurrency(), this.delay);
		MessageObserver looking = this.observer;
		Registered registered = new Registered(
				(looking != null) ? handler.with((message) -> looking.handling(message, handler.action())) : handler,
				lane);
		if (this.byName.putIfAbsent(handler.name(), registered) != null) {
			throw new IllegalArgumentException("There is a handler named '" + handler.name() + "' already");
		}
		return () -> this.byName.remove(handler.name(), registered);
	}

	/** How long messages wait for their handlers. */
	QueueDelay delay() {
		return this.delay;
	}

	/** Has a message handled that came at a time, monotonic ns. */
	void deliver(NodeId sender, Envelope envelope, Delivery.Origin origin, long arrived) {
		Registered registered = this.byName.get(envelope.handler());
		if (registered != null) {
			registered.lane.execute(new Delivery(sender, envelope, registered.handler, this.codecs, origin, arrived));
			return;
		}
		String detail = "there is no handler named '" + envelope.handler() + "'";
		if (envelope.kind() == Envelope.Kind.ASK) {
			origin.reply(new Envelope(Envelope.Kind.FAILURE, "", Reason.NO_HANDLER.name(), envelope.correlation(),
					Map.of(), detail.getBytes(StandardCharsets.UTF_8)));
		}
		origin.undelivered(envelope, Reason.NO_HANDLER, detail);
		origin.done(envelope);
	}

	private record Registered(MessageHandler handler, Executor lane) {
	}

}
