package io.clusterboot.routing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Time that passes when a test says so; what waits runs on the thread of the test.
 */
final class FakeTime implements Alarms {

	private final PriorityQueue<Bell> bells = new PriorityQueue<>(Comparator.comparingLong(Bell::at));

	/** Close to where the clock turns over. */
	private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

	private final long begin = this.now;

	Surroundings surroundings(long seed) {
		return new Surroundings(() -> this.now, new Random(seed), Runnable::run, this);
	}

	long now() {
		return this.now;
	}

	@Override
	public Alarm after(Duration pause, Runnable task) {
		Bell bell = new Bell(this.now - this.begin + pause.toNanos(), task);
		this.bells.add(bell);
		return () -> this.bells.remove(bell);
	}

	/** How many alarms are set. */
	int alarms() {
		return this.bells.size();
	}

	void pass(Duration duration) {
		long until = this.now - this.begin + duration.toNanos();
		while (!this.bells.isEmpty() && this.bells.peek().at <= until) {
			Bell bell = this.bells.remove();
			this.now = this.begin + bell.at;
			bell.task.run();
		}
		this.now = this.begin + until;
	}

	private static final class Bell {

		private final long at;

		private final Runnable task;

		private Bell(long at, Runnable task) {
			this.at = at;
			this.task = task;
		}

		private long at() {
			return this.at;
		}

	}

}
