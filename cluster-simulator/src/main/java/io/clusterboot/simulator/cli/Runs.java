package io.clusterboot.simulator.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.run.Violation;
import io.clusterboot.simulator.schedule.Schedule;

/**
 * Runs many seeds side by side, and tells the results in the order of the seeds. Each
 * hundredth seed runs twice: both runs must be the same.
 */
final class Runs {

	private static final int TWICE_EVERY = 100;

	/** So many results may wait for an earlier one, for each thread. */
	private static final int AHEAD = 4;

	private final LongFunction<Schedule> schedules;

	private final int threads;

	Runs(LongFunction<Schedule> schedules, int threads) {
		this.schedules = schedules;
		this.threads = threads;
	}

	void run(SeedRange seeds, Consumer<Result> results) {
		if (seeds.isOne()) {
			results.accept(one(seeds.from()));
			return;
		}
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		try {
			Deque<Future<Result>> pending = new ArrayDeque<>();
			for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
				long ofRun = seed;
				pending.add(executor.submit(() -> one(ofRun)));
				if (pending.size() > this.threads * AHEAD) {
					results.accept(result(pending.remove()));
				}
			}
			while (!pending.isEmpty()) {
				results.accept(result(pending.remove()));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private Result one(long seed) {
		Schedule schedule = this.schedules.apply(seed);
		Result result = Play.of(schedule, seed);
		if (seed % TWICE_EVERY != 0) {
			return result;
		}
		String again = Play.of(schedule, seed).hash();
		return again.equals(result.hash()) ? result : result
			.and(new Violation(0, "not deterministic", "the same seed gave " + result.hash() + " and then " + again));
	}

	private static Result result(Future<Result> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A run could not be carried out", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
