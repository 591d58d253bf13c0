package io.clusterboot.routing;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task on an executor, never twice at the same time: a request during a round
 * leads to one more.
 */
final class Rounds {

	private final Executor executor;

	private final Runnable round;

	private final AtomicInteger requests = new AtomicInteger();

	Rounds(Executor executor, Runnable round) {
		this.executor = executor;
		this.round = round;
	}

	/**
	 * A round begins after this, or is under way and another one follows.
	 * @throws java.util.concurrent.RejectedExecutionException if the executor has stopped
	 */
	void request() {
		if (this.requests.getAndIncrement() == 0) {
			this.executor.execute(this::run);
		}
	}

	private void run() {
		int seen = this.requests.get();
		try {
			this.round.run();
		}
		finally {
			if (this.requests.addAndGet(-seen) > 0) {
				this.executor.execute(this::run);
			}
		}
	}

}
