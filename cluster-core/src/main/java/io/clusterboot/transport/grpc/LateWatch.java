package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Notices when the threads that move bytes cannot follow: twice a second it wants to run
 * on one of them, and sees how late it is. Whoever hears late must not take others for
 * silent.
 */
final class LateWatch {

	private static final long INTERVAL_MILLIS = 500;

	/** Less than this a busy machine shows all the time. */
	private static final long TOLERANCE_MILLIS = 200;

	private final ScheduledExecutorService threads;

	private final LongConsumer late;

	private volatile boolean stopped;

	/**
	 * Creates a watch.
	 * @param threads the threads that move bytes
	 * @param late is told, on such a thread, how late it was, in ms
	 */
	LateWatch(ScheduledExecutorService threads, LongConsumer late) {
		this.threads = threads;
		this.late = late;
	}

	/**
	 * Starts to watch.
	 */
	void start() {
		long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
		Future<?> unused = this.threads.schedule(() -> look(due), INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Ends the watch.
	 */
	void stop() {
		this.stopped = true;
	}

	private void look(long due) {
		if (this.stopped) {
			return;
		}
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
		if (millis > TOLERANCE_MILLIS) {
			this.late.accept(millis);
		}
		start();
	}

}
