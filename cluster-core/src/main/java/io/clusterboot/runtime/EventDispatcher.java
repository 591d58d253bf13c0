package io.clusterboot.runtime;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that tells listeners about changes, in order. It alone runs what users
 * wrote, so that a slow listener keeps other listeners waiting but never the event loop;
 * nothing is dropped.
 */
final class EventDispatcher {

	private static final Logger logger = LoggerFactory.getLogger(EventDispatcher.class);

	private static final Runnable END = () -> {
	};

	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

	private final Thread thread;

	/** The state that all subscribers were told; only used by the thread. */
	private ClusterState told;

	/**
	 * Creates a dispatcher; what it is given waits for {@link #start}.
	 * @param initial the state before the first change
	 */
	EventDispatcher(ClusterState initial) {
		this.told = initial;
		this.thread = new Thread(this::run);
		this.thread.setDaemon(true);
	}

	/**
	 * Starts the thread.
	 * @param name the thread's name
	 */
	void start(String name) {
		this.thread.setName(name);
		this.thread.start();
	}

	/**
	 * Tells subscribers what changed.
	 * @param state the new state
	 */
	void tell(ClusterState state) {
		execute(() -> {
			List<ClusterEvent> events = StateDifference.between(this.told, state);
			this.told = state;
			events.forEach(this::deliver);
		});
	}

	/**
	 * Tells subscribers of an event that is no difference of states.
	 * @param event the event
	 */
	void tell(ClusterEvent event) {
		execute(() -> deliver(event));
	}

	/**
	 * Runs a task after everything that was told before.
	 * @param task the task
	 */
	void execute(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Adds a subscriber; the present state is its first news.
	 * @param listener receives the events
	 * @return ends the subscription
	 */
	Cluster.Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		Subscriber subscriber = new Subscriber(listener);
		execute(() -> {
			ClusterState nothing = ClusterState.outside(this.told.name(), this.told.self(), 0, List.of());
			StateDifference.between(nothing, this.told).forEach(subscriber::deliver);
			this.subscribers.add(subscriber);
		});
		return () -> {
			subscriber.cancelled = true;
			this.subscribers.remove(subscriber);
		};
	}

	/**
	 * Ends the thread after what was told, and waits for that a little: a listener that
	 * hangs must not keep the application from stopping.
	 * @param millis how long to wait
	 */
	void stop(long millis) {
		execute(END);
		if (Thread.currentThread() == this.thread) {
			return;
		}
		try {
			this.thread.join(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		try {
			Runnable task = this.tasks.take();
			while (task != END) {
				runSafely(task);
				task = this.tasks.take();
			}
		}
		catch (InterruptedException ex) {
			// Nobody but an application that ends its threads by force does this.
			logger.warn("Interrupted, no more cluster events are told");
		}
	}

	private static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("A task of the event dispatcher failed", ex);
		}
	}

	private void deliver(ClusterEvent event) {
		for (Subscriber subscriber : this.subscribers) {
			subscriber.deliver(event);
		}
	}

	/** A listener that may have been cancelled meanwhile. */
	private static final class Subscriber {

		private final Consumer<? super ClusterEvent> listener;

		private volatile boolean cancelled;

		private Subscriber(Consumer<? super ClusterEvent> listener) {
			this.listener = listener;
		}

		private void deliver(ClusterEvent event) {
			if (this.cancelled) {
				return;
			}
			try {
				this.listener.accept(event);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				logger.warn("A listener failed on {}", event.getClass().getSimpleName(), ex);
			}
		}

	}

}
