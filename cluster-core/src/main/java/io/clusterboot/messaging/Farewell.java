package io.clusterboot.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.ClusterState;
import org.jspecify.annotations.Nullable;

/**
 * The time after this node left, in which it still takes and handles what others sent
 * before they knew. They say when they have sent all.
 */
final class Farewell {

	/** Somebody who began to write just before it knew may come so late. */
	private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	private static final long LOOK_MILLIS = 10;

	private final ScheduledExecutorService timer;

	private volatile @Nullable ClusterState last;

	/** Monotonic ns. */
	private volatile long since;

	Farewell(ScheduledExecutorService timer) {
		this.timer = timer;
	}

	/**
	 * This node left.
	 * @param last the last state in which it was a member
	 */
	void begin(ClusterState last) {
		this.since = System.nanoTime();
		this.last = last;
	}

	/** The state that counts: during a farewell, that with the members of before. */
	ClusterState orElse(ClusterState present) {
		ClusterState before = this.last;
		return (before != null) ? before : present;
	}

	/** Whether this node left. */
	boolean hasBegun() {
		return this.last != null;
	}

	/** Whether others who are late may still come. */
	private boolean isLingering() {
		return this.last != null && System.nanoTime() - this.since < LINGER_NANOS;
	}

	/**
	 * The end of the farewell.
	 * @param idle whether nothing is left to be done
	 * @param most how long to wait for it
	 * @return whether it came in time
	 */
	CompletableFuture<Boolean> end(BooleanSupplier idle, Duration most) {
		CompletableFuture<Boolean> end = new CompletableFuture<>();
		Future<?> looking = this.timer.scheduleWithFixedDelay(() -> {
			if (!isLingering() && idle.getAsBoolean()) {
				end.complete(true);
			}
		}, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
		return end.completeOnTimeout(false, most.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((inTime, failure) -> looking.cancel(false));
	}

}
