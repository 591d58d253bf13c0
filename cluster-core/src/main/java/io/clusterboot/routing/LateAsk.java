package io.clusterboot.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A question that waits for a routee.
 *
 * @param asking asks it
 * @param executor runs what users attached to the answer
 * @param answer the answer
 * @param <T> the type of the answer
 */
record LateAsk<T>(Asking<T> asking, Executor executor, CompletableFuture<T> answer) implements WaitingRoom.Errand {

	@Override
	public boolean run() {
		if (this.answer.isDone()) {
			return true;
		}
		if (!this.asking.ask()) {
			return false;
		}
		this.asking.answer().whenCompleteAsync(this::came, this.executor);
		return true;
	}

	private void came(@Nullable T value, @Nullable Throwable failure) {
		if (failure == null) {
			this.answer.complete(value);
		}
		else {
			this.answer.completeExceptionally(Loss.cause(failure));
		}
	}

	@Override
	public void failed(RuntimeException failure) {
		this.answer.completeExceptionally(failure);
	}

}
