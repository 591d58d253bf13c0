package io.clusterboot.messaging;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * The asks of one member that wait for an answer.
 */
final class Asks {

	/** How late an ask may find out that its time is over. */
	private static final long SWEEP_MILLIS = 20;

	private final Map<Long, Ask> waiting = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicLong lastNumber = new AtomicLong();

	private final AtomicBoolean sweeping = new AtomicBoolean();

	private final int most;

	private final ScheduledExecutorService timer;

	Asks(int most, ScheduledExecutorService timer) {
		this.most = most;
		this.timer = timer;
	}

	long nextNumber() {
		return this.lastNumber.incrementAndGet();
	}

	/**
	 * Adds one.
	 * @return false if too many wait
	 */
	boolean add(Ask ask) {
		if (this.count.incrementAndGet() > this.most) {
			this.count.decrementAndGet();
			return false;
		}
		this.waiting.put(ask.envelope.correlation(), ask);
		sweepSoon();
		return true;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** Takes out the one that an answer is for; null if nobody waits for it any more. */
	@Nullable Ask take(Envelope reply) {
		return take(reply.correlation());
	}

	@Nullable Ask take(long number) {
		Ask ask = this.waiting.remove(number);
		if (ask != null) {
			this.count.decrementAndGet();
		}
		return ask;
	}

	/** Ends those for which a condition holds. */
	void fail(Predicate<Ask> which, Reason reason, String detail) {
		Iterator<Ask> asks = this.waiting.values().iterator();
		while (asks.hasNext()) {
			Ask ask = asks.next();
			if (which.test(ask) && take(ask.envelope.correlation()) != null) {
				ask.undelivered(new UndeliveredException(reason, detail));
			}
		}
	}

	private void sweepSoon() {
		if (this.sweeping.compareAndSet(false, true)) {
			this.timer.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private void sweep() {
		this.sweeping.set(false);
		long now = System.nanoTime();
		fail((ask) -> now - ask.deadline >= 0, Reason.TIMEOUT, "no answer in time");
		if (!this.waiting.isEmpty()) {
			sweepSoon();
		}
	}

}
