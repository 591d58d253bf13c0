package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where messages wait for the first routee: in order, so many at most, so long at most.
 * One that waits stays until it has been sent, so that who finds the room empty overtakes
 * nobody.
 */
final class WaitingRoom {

	/** The most messages that wait. */
	static final int MOST = 10_000;

	/** The most that they take, encoded. */
	static final long MOST_BYTES = 8 * 1024 * 1024;

	private final RouterSettings settings;

	private final Alarms alarms;

	private final Rounds rounds;

	private final Deque<Waiting> queue = new ArrayDeque<>();

	private long bytes;

	private volatile boolean empty = true;

	private volatile boolean closed;

	WaitingRoom(RouterSettings settings, Surroundings surroundings) {
		this.settings = settings;
		this.alarms = surroundings.alarms();
		this.rounds = new Rounds(surroundings.executor(), this::sendAll);
	}

	/** Whether nobody waits. */
	boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Waits for a routee.
	 * @param errand what to do then; told if there is none in time
	 * @param weight the bytes that its message takes
	 * @param most how long it would wait if the settings let it
	 * @throws UndeliveredException if too many wait, or the router does not wait at all
	 */
	void enter(Errand errand, int weight, Duration most) {
		Duration patience = this.settings.awaitRoutees();
		if (patience.isZero()) {
			throw none();
		}
		Waiting waiting = new Waiting(errand, weight);
		synchronized (this) {
			if (this.closed) {
				throw stopped();
			}
			if (this.queue.size() >= MOST || this.bytes + weight > MOST_BYTES) {
				throw new UndeliveredException(Reason.QUEUE_FULL, "router '" + this.settings.name() + "' has no "
						+ whom() + " and " + this.queue.size() + " messages that wait for one already");
			}
			this.queue.add(waiting);
			this.bytes += weight;
			this.empty = false;
		}
		waiting.alarm = this.alarms.after((most.compareTo(patience) < 0) ? most : patience, () -> giveUp(waiting));
	}

	/** There are routees: those who wait go on. */
	void open() {
		if (this.empty) {
			return;
		}
		try {
			this.rounds.request();
		}
		catch (RejectedExecutionException ex) {
			// the application stops: nobody is left who could send what waits
			close();
		}
	}

	/** Nobody waits any longer. */
	void close() {
		List<Waiting> all;
		synchronized (this) {
			this.closed = true;
			all = this.queue.stream().filter((waiting) -> !waiting.leaving).toList();
			all.forEach(this::remove);
		}
		all.forEach((waiting) -> {
			waiting.alarm.cancel();
			waiting.errand.failed(stopped());
		});
	}

	private void sendAll() {
		Waiting next = next();
		while (next != null && next.errand.run()) {
			leave(next);
			next.alarm.cancel();
			next = next();
		}
		if (next != null && stays(next)) {
			next.errand.failed(this.closed ? stopped() : none());
			open();
		}
	}

	private synchronized @Nullable Waiting next() {
		Waiting first = this.queue.peek();
		if (first != null) {
			first.leaving = true;
		}
		return first;
	}

	/** It is the first one for some time yet; true if that time is over. */
	private synchronized boolean stays(Waiting waiting) {
		waiting.leaving = false;
		boolean over = waiting.overdue || this.closed;
		if (over) {
			remove(waiting);
		}
		return over;
	}

	private void giveUp(Waiting waiting) {
		synchronized (this) {
			waiting.overdue = true;
			if (waiting.leaving || !remove(waiting)) {
				return;
			}
		}
		waiting.errand.failed(none());
	}

	private synchronized void leave(Waiting waiting) {
		remove(waiting);
	}

	private boolean remove(Waiting waiting) {
		boolean there = this.queue.remove(waiting);
		if (there) {
			this.bytes -= waiting.weight;
			this.empty = this.queue.isEmpty();
		}
		return there;
	}

	/** Nobody came. */
	UndeliveredException none() {
		return new UndeliveredException(Reason.NO_ROUTEE, "router '" + this.settings.name() + "' found no " + whom()
				+ " within " + this.settings.awaitRoutees().toMillis() + " ms");
	}

	/** The router was closed. */
	UndeliveredException stopped() {
		return new UndeliveredException(Reason.STOPPED, "router '" + this.settings.name() + "' is closed", false);
	}

	private String whom() {
		return "reachable UP " + (this.settings.localOnly() ? "member at this node" : "member")
				+ ((this.settings.role() != null) ? " with role '" + this.settings.role() + "'" : "");
	}

	/** What waits. */
	interface Errand {

		/**
		 * Goes, on the executor. Must not run what users attached to futures, which could
		 * keep up all others.
		 * @return false if there is nobody to go to
		 */
		boolean run();

		/** It was in vain. */
		void failed(RuntimeException failure);

	}

	/** One who waits. */
	private static final class Waiting {

		private final Errand errand;

		private final int weight;

		private volatile Alarms.Alarm alarm = Alarms.Alarm.NONE;

		private boolean leaving;

		private boolean overdue;

		private Waiting(Errand errand, int weight) {
			this.errand = errand;
			this.weight = weight;
		}

	}

}
