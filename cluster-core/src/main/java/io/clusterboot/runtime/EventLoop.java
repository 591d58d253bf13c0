package io.clusterboot.runtime;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.clusterboot.node.Input;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that drives a node: inputs in the order in which they came, the deadline
 * when none is waiting or it is overdue, and after each batch the publication of what
 * changed. The queue needs no bound of its own: each link may have only so many frames on
 * their way.
 */
final class EventLoop {

	private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();

	private final LongSupplier clock;

	private final Consumer<Throwable> failure;

	private @Nullable Thread thread;

	private volatile boolean stopped;

	/**
	 * Creates a loop.
	 * @param clock monotonic ms
	 * @param failure is told, on the loop's thread, what ended the loop
	 */
	EventLoop(LongSupplier clock, Consumer<Throwable> failure) {
		this.clock = clock;
		this.failure = failure;
	}

	/**
	 * Starts the thread.
	 * @param name its name
	 * @param driven what it drives
	 */
	synchronized void start(String name, Driven driven) {
		Thread thread = new Thread(() -> run(driven), name);
		thread.setDaemon(true);
		thread.start();
		this.thread = thread;
	}

	/**
	 * Adds an input; it waits for the thread's start.
	 * @param input the input
	 */
	void offer(Input input) {
		this.inputs.add(input);
	}

	/**
	 * Ends the thread after the batch that it handles, and waits for that.
	 */
	synchronized void stop() {
		this.stopped = true;
		this.inputs.add(new Input.Tick());
		if (this.thread == null || this.thread == Thread.currentThread()) {
			return;
		}
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run(Driven driven) {
		try {
			while (!this.stopped) {
				Input first = take(driven);
				if (!this.stopped) {
					turn(driven, first);
				}
			}
		}
		catch (InterruptedException ex) {
			this.failure.accept(ex);
		}
		catch (Throwable ex) {
			// Whatever it is: a node that nobody drives must not look alive.
			this.failure.accept(ex);
		}
	}

	/**
	 * What had arrived when the turn began is handled before any deadline: a sign of life
	 * that waits here must not be taken for silence. What comes meanwhile waits for the
	 * next turn, so that deadlines have theirs.
	 */
	private void turn(Driven driven, @Nullable Input first) {
		Input input = first;
		int arrived = this.inputs.size();
		while (input != null) {
			driven.handle(input, this.clock.getAsLong());
			input = (arrived-- > 0) ? this.inputs.poll() : null;
		}
		long now = this.clock.getAsLong();
		if (now >= driven.nextDeadline()) {
			driven.tick(now);
		}
		driven.settle(now);
	}

	private @Nullable Input take(Driven driven) throws InterruptedException {
		Input ready = this.inputs.poll();
		if (ready != null) {
			return ready;
		}
		long deadline = driven.nextDeadline();
		if (deadline == Long.MAX_VALUE) {
			return this.inputs.take();
		}
		return this.inputs.poll(Math.max(0, deadline - this.clock.getAsLong()), TimeUnit.MILLISECONDS);
	}

	/**
	 * What a loop drives. All methods are called on its thread; times are monotonic ms.
	 */
	interface Driven {

		/**
		 * Handles one input.
		 * @param input what happened
		 * @param now the time
		 */
		void handle(Input input, long now);

		/**
		 * The deadline has come.
		 * @param now the time
		 */
		void tick(long now);

		/**
		 * A batch was handled: publish what changed.
		 * @param now the time
		 */
		void settle(long now);

		/**
		 * When a tick is wanted.
		 * @return the time, {@link Long#MAX_VALUE} for never
		 */
		long nextDeadline();

	}

}
