package io.clusterboot.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Asks several, each of them once, and takes the first answer; fails when all have
 * failed, with the most telling of their failures.
 *
 * @param <T> the type of the answer
 */
final class FirstAnswer<T> {

	private final CompletableFuture<T> first = new CompletableFuture<>();

	private final List<Routee> routees;

	private final Function<Routee, CompletableFuture<T>> question;

	private final AtomicInteger asked = new AtomicInteger();

	private int failures;

	private @Nullable Throwable failure;

	private volatile Alarms.Alarm alarm = Alarms.Alarm.NONE;

	private FirstAnswer(List<Routee> routees, Function<Routee, CompletableFuture<T>> question) {
		this.routees = routees;
		this.question = question;
	}

	/** Asks all at once. */
	static <T> CompletableFuture<T> ofAll(List<Routee> routees, Function<Routee, CompletableFuture<T>> question) {
		FirstAnswer<T> answer = new FirstAnswer<>(routees, question);
		routees.forEach((routee) -> question.apply(routee).whenComplete(answer::came));
		return answer.first;
	}

	/**
	 * Asks one, and the next one when one has failed before an interval was over, or when
	 * the interval is over. Nobody is asked any more once the future is complete.
	 */
	static <T> CompletableFuture<T> oneByOne(List<Routee> routees, Duration interval, Alarms alarms,
			Function<Routee, CompletableFuture<T>> question) {
		FirstAnswer<T> answer = new FirstAnswer<>(routees, question);
		answer.first.whenComplete((value, failed) -> answer.alarm.cancel());
		answer.askNext(interval, alarms);
		return answer.first;
	}

	private void askNext(Duration interval, Alarms alarms) {
		int index = this.asked.getAndIncrement();
		boolean last = index + 1 >= this.routees.size();
		Alarms.Alarm next = last ? Alarms.Alarm.NONE : alarms.after(interval, () -> askNext(interval, alarms));
		this.alarm = next;
		if (this.first.isDone()) {
			next.cancel();
			return;
		}
		this.question.apply(this.routees.get(index)).whenComplete((value, failed) -> {
			came(value, failed);
			// who comes too late to call it off has a successor already
			if (failed != null && next.cancel() && !this.first.isDone()) {
				askNext(interval, alarms);
			}
		});
	}

	private void came(@Nullable T value, @Nullable Throwable failed) {
		if (failed == null) {
			this.first.complete(value);
			return;
		}
		Throwable all = failed(failed);
		if (all != null) {
			this.first.completeExceptionally(all);
		}
	}

	/** Counts a failure; of the last one, tells the most telling of all. */
	private synchronized @Nullable Throwable failed(Throwable failed) {
		this.failures++;
		if (this.failure == null || Loss.of(failed).compareTo(Loss.of(this.failure)) > 0) {
			this.failure = failed;
		}
		return (this.failures == this.routees.size()) ? this.failure : null;
	}

}
