package io.clusterboot.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks several and takes the first answer; fails when all have failed.
 *
 * @param <T> the type of the answer
 */
final class FirstAnswer<T> {

	private final CompletableFuture<T> first = new CompletableFuture<>();

	private final List<Routee> routees;

	private final Function<Routee, CompletableFuture<T>> question;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	private FirstAnswer(List<Routee> routees, Function<Routee, CompletableFuture<T>> question) {
		this.routees = routees;
		this.question = question;
	}

	/** Asks all at once. */
	static <T> CompletableFuture<T> ofAll(List<Routee> routees, Function<Routee, CompletableFuture<T>> question) {
		FirstAnswer<T> answer = new FirstAnswer<>(routees, question);
		for (int i = 0; i < routees.size(); i++) {
			answer.askNext();
		}
		return answer.first;
	}

	/** Asks one after the other, the next one after an interval or when one failed. */
	static <T> CompletableFuture<T> oneByOne(List<Routee> routees, long intervalMillis, Executor executor,
			Function<Routee, CompletableFuture<T>> question) {
		FirstAnswer<T> answer = new FirstAnswer<>(routees, question);
		answer.askSoon(CompletableFuture.delayedExecutor(intervalMillis, TimeUnit.MILLISECONDS, executor));
		return answer.first;
	}

	private void askSoon(Executor later) {
		if (!this.first.isDone() && askNext()) {
			later.execute(() -> askSoon(later));
		}
	}

	private boolean askNext() {
		int index = this.next.getAndIncrement();
		if (index >= this.routees.size()) {
			return false;
		}
		this.question.apply(this.routees.get(index)).whenComplete((value, failure) -> {
			if (failure == null) {
				this.first.complete(value);
			}
			else if (this.failures.incrementAndGet() == this.routees.size()) {
				this.first.completeExceptionally(failure);
			}
			else if (!this.first.isDone()) {
				askNext();
			}
		});
		return true;
	}

}
