package io.clusterboot.routing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks later.
 */
@FunctionalInterface
interface Alarms {

	/**
	 * Runs a task after a while.
	 * @param pause how long
	 * @param task the task; must not block
	 * @return calls it off
	 */
	Alarm after(Duration pause, Runnable task);

	/** Real time; tasks run on an executor. */
	static Alarms on(Executor executor) {
		return (pause, task) -> {
			CompletableFuture<Boolean> bell = new CompletableFuture<>();
			bell.completeOnTimeout(true, pause.toNanos(), TimeUnit.NANOSECONDS).thenAccept((rings) -> {
				if (rings) {
					executor.execute(task);
				}
			});
			return () -> bell.complete(false);
		};
	}

	/** A task that will run. */
	@FunctionalInterface
	interface Alarm {

		/** One that nobody set. */
		Alarm NONE = () -> false;

		/**
		 * Calls it off.
		 * @return false if it is too late
		 */
		boolean cancel();

	}

}
