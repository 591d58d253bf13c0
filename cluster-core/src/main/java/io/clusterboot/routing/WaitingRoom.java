package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;

/**
 * Where messages wait for the first routee: in order, so many at most, so long at most.
 */
final class WaitingRoom {

	private static final int MOST = 10_000;

	private final RouterSettings settings;

	private final Executor executor;

	private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();

	WaitingRoom(RouterSettings settings, Executor executor) {
		this.settings = settings;
		this.executor = executor;
	}

	/** Completes when there is a routee; fails when there is none in time. */
	synchronized CompletableFuture<Void> enter() {
		Duration most = this.settings.awaitRoutees();
		if (most.isZero() || this.waiting.size() >= MOST) {
			return CompletableFuture.failedFuture(none());
		}
		CompletableFuture<Void> turn = new CompletableFuture<>();
		this.waiting.add(turn);
		CompletableFuture.delayedExecutor(most.toMillis(), TimeUnit.MILLISECONDS, this.executor)
			.execute(() -> giveUp(turn));
		return turn;
	}

	/** There are routees: those who wait go on. */
	void open() {
		Queue<CompletableFuture<Void>> all;
		synchronized (this) {
			if (this.waiting.isEmpty()) {
				return;
			}
			all = new ArrayDeque<>(this.waiting);
			this.waiting.clear();
		}
		this.executor.execute(() -> all.forEach((turn) -> turn.complete(null)));
	}

	private void giveUp(CompletableFuture<Void> turn) {
		synchronized (this) {
			this.waiting.remove(turn);
		}
		turn.completeExceptionally(none());
	}

	UndeliveredException none() {
		String whom = (this.settings.role() != null) ? "reachable UP member with role '" + this.settings.role() + "'"
				: "reachable UP member";
		return new UndeliveredException(Reason.NO_ROUTEE, "router '" + this.settings.name() + "' found no " + whom
				+ " within " + this.settings.awaitRoutees().toMillis() + " ms");
	}

}
