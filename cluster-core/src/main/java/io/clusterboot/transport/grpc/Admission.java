package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bound on accepted streams that nobody has answered yet: so many, and each must say
 * what it wants within a few seconds.
 */
final class Admission {

	/** A thousand nodes that join at once, and some. */
	private static final int PLACES = 2048;

	private static final long DEADLINE_MILLIS = 5000;

	private final Semaphore places = new Semaphore(PLACES);

	private final ScheduledExecutorService timer;

	/**
	 * Creates the bound.
	 * @param timer runs what is due
	 */
	Admission(ScheduledExecutorService timer) {
		this.timer = timer;
	}

	/**
	 * Takes a place.
	 * @return the place
	 * @throws Full if there is none
	 */
	Place enter() throws Full {
		if (!this.places.tryAcquire()) {
			throw new Full();
		}
		return new Place();
	}

	/** Thrown when too many wait. */
	static final class Full extends Exception {

		/**
		 * Creates the exception, without the cost of a stack trace.
		 */
		Full() {
			super("Too many streams wait for an answer", null, false, false);
		}

	}

	/** One stream that waits. */
	final class Place {

		private final AtomicBoolean left = new AtomicBoolean();

		private Place() {
		}

		/**
		 * Says what happens to a stream that says nothing.
		 * @param action ends the stream
		 * @return to be cancelled once the stream has said what it wants
		 */
		Future<?> deadline(Runnable action) {
			return Admission.this.timer.schedule(action, DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
		}

		/**
		 * Gives the place back. Idempotent.
		 */
		void leave() {
			if (this.left.compareAndSet(false, true)) {
				Admission.this.places.release();
			}
		}

	}

}
