package io.clusterboot.messaging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks on an executor, only so many at a time, and begins them in order. What may
 * wait is bounded by those who add. When the executor has stopped, tasks are dropped.
 */
final class Lane implements Executor {

	/** Tasks in a row before others have their turn on the thread. */
	private static final int IN_A_ROW = 64;

	private final Executor executor;

	private final int concurrency;

	private final QueueDelay delay;

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger running = new AtomicInteger();

	Lane(Executor executor, int concurrency, QueueDelay delay) {
		this.executor = executor;
		this.concurrency = concurrency;
		this.delay = delay;
	}

	@Override
	public void execute(Runnable task) {
		this.waiting.add(task);
		start();
	}

	private void start() {
		int now = this.running.get();
		while (now < this.concurrency && !this.waiting.isEmpty()) {
			if (this.running.compareAndSet(now, now + 1)) {
				begin();
				return;
			}
			now = this.running.get();
		}
	}

	private void begin() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			this.running.decrementAndGet();
			this.waiting.clear();
		}
	}

	private void run() {
		int left = IN_A_ROW;
		try {
			Runnable next = this.waiting.poll();
			if (next instanceof Delivery delivery) {
				this.delay.waited(System.nanoTime() - delivery.arrived());
			}
			while (next != null) {
				next.run();
				left--;
				next = (left > 0) ? this.waiting.poll() : null;
			}
		}
		finally {
			this.running.decrementAndGet();
			start();
		}
	}

}
