package io.clusterboot.load;

import java.util.function.DoubleSupplier;

import io.clusterboot.api.LoadSample;
import org.jspecify.annotations.Nullable;

/**
 * The smoothed load of this node, and when it is worth telling: nothing was told yet, as
 * the others take one of whom they know nothing for half busy; or it differs enough from
 * what was told last, and that was some time ago, longer in a large cluster, so that what
 * a member hears about all others is bounded. Times are monotonic ms. For one thread.
 */
final class Load {

	/** As in Pekko's cluster metrics. */
	private static final double HALF_LIFE = 12_000;

	private static final long LEAST_PAUSE = 1000;

	/** A member hears of no more than 20 loads a second. */
	private static final long PAUSE_PER_MEMBER = 50;

	private final DoubleSupplier heap;

	private final DoubleSupplier processCpu;

	private final DoubleSupplier systemCpu;

	private final DoubleSupplier queueDelay;

	private final Smoothing smoothHeap = new Smoothing(HALF_LIFE);

	private final Smoothing smoothProcess = new Smoothing(HALF_LIFE);

	private final Smoothing smoothSystem = new Smoothing(HALF_LIFE);

	private final Smoothing smoothDelay = new Smoothing(HALF_LIFE);

	private @Nullable LoadSample told;

	private long toldAt;

	Load(DoubleSupplier heap, DoubleSupplier processCpu, DoubleSupplier systemCpu, DoubleSupplier queueDelay) {
		this.heap = heap;
		this.processCpu = processCpu;
		this.systemCpu = systemCpu;
		this.queueDelay = queueDelay;
	}

	/** Takes a sample. */
	LoadSample sample(long now) {
		return LoadSample.of(average(this.smoothHeap, this.heap, now),
				average(this.smoothProcess, this.processCpu, now), average(this.smoothSystem, this.systemCpu, now),
				average(this.smoothDelay, this.queueDelay, now));
	}

	/** The beans say -1, and in some containers NaN, when they do not know. */
	private static double average(Smoothing smoothing, DoubleSupplier source, long now) {
		double value = source.getAsDouble();
		return (value >= 0) ? smoothing.add(value, now) : smoothing.value();
	}

	/** Whether a sample is worth telling now; then it counts as told. */
	boolean isNews(LoadSample sample, int members, long now) {
		boolean news = this.told == null || (now - this.toldAt >= Math.max(LEAST_PAUSE, members * PAUSE_PER_MEMBER)
				&& sample.differsFrom(this.told));
		if (news) {
			this.told = sample;
			this.toldAt = now;
		}
		return news;
	}

	/** What was told is forgotten: another life begins. */
	void forget() {
		this.told = null;
	}

}
