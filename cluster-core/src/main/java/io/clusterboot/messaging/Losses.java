package io.clusterboot.messaging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.RateLimitedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Messages that were lost and whose sender could not be told: counted, and told to those
 * who listen.
 */
final class Losses {

	private static final Logger logger = LoggerFactory.getLogger(Messenger.class);

	/** So many may wait for listeners; what comes beyond is counted only. */
	private static final int MOST_UNTOLD = 1000;

	private final RateLimitedLog log = new RateLimitedLog(logger);

	private final List<Consumer<? super Undelivered>> listeners = new CopyOnWriteArrayList<>();

	private final Map<Reason, LongAdder> lost = new ConcurrentHashMap<>();

	private final AtomicInteger untold = new AtomicInteger();

	private final Supplier<NodeId> self;

	private final Executor executor;

	Losses(Supplier<NodeId> self, Executor executor) {
		this.self = self;
		this.executor = executor;
	}

	void listen(Consumer<? super Undelivered> listener) {
		this.listeners.add(listener);
	}

	/** How many were lost for a reason. */
	long count(Reason reason) {
		LongAdder count = this.lost.get(reason);
		return (count != null) ? count.sum() : 0;
	}

	/** A message of this node was not delivered. */
	void sent(NodeId to, Envelope envelope, UndeliveredException failure) {
		tell(new Undelivered(this.self.get(), to, envelope.handler(), envelope.type(), failure.reason(),
				String.valueOf(failure.getMessage())));
	}

	/** A message for this node was not handled. */
	void received(NodeId from, Envelope envelope, Reason reason, String detail) {
		tell(new Undelivered(from, this.self.get(), envelope.handler(), envelope.type(), reason, detail));
	}

	/** A handler of this node failed, which the sender of an ask learns. */
	void failed(NodeId from, Envelope envelope, Throwable failure) {
		if (envelope.kind() == Envelope.Kind.TELL) {
			this.log.log(Level.WARN, "handler " + envelope.handler(),
					"Handler '" + envelope.handler() + "' failed on a message of " + from.address() + ": " + failure);
		}
	}

	private void tell(Undelivered undelivered) {
		this.lost.computeIfAbsent(undelivered.reason(), (reason) -> new LongAdder()).increment();
		for (Consumer<? super Undelivered> listener : this.listeners) {
			if (this.untold.incrementAndGet() <= MOST_UNTOLD) {
				this.executor.execute(() -> tell(listener, undelivered));
			}
			else {
				this.untold.decrementAndGet();
			}
		}
	}

	private void tell(Consumer<? super Undelivered> listener, Undelivered undelivered) {
		try {
			listener.accept(undelivered);
		}
		finally {
			this.untold.decrementAndGet();
		}
	}

}
