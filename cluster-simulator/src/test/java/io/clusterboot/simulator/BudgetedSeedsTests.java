package io.clusterboot.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.scenario.Scenario;
import io.clusterboot.simulator.scenario.Scenarios;
import io.clusterboot.simulator.schedule.Schedule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many seeds as the budget allows, on all processors. More, or other ones, are run
 * with {@code -Dsimulator.scale=100 -Dsimulator.first-seed=1000000}; a seed that fails is
 * reproduced, and made small, by the line in its message.
 */
class BudgetedSeedsTests {

	/** How many times as many seeds as by default. */
	private static final int SCALE = Integer.getInteger("simulator.scale", 1);

	private static final long FIRST = Long.getLong("simulator.first-seed", 1);

	private static final long MINUTE = 60_000;

	/** Each so-manyth seed runs twice. */
	private static final int TWICE_EVERY = 100;

	@Test
	void randomFaultsNeverBreakAnInvariantNorKeepAClusterFromMending() throws Exception {
		List<Run> runs = new ArrayList<>();
		// the long ones first, so that no processor is idle in the end
		runs.addAll(runs("crash-ten", 1, 1000, 0));
		runs.addAll(runs("random", 20, 100, MINUTE / 2));
		runs.addAll(runs("random", 2000, 0, 10 * MINUTE));
		runs.addAll(runs("random-liveness", 200, 0, 10 * MINUTE));
		assertThat(failures(runs)).isEmpty();
	}

	@Test
	void everythingThatStartsAtOnceBecomesOneCluster() throws Exception {
		List<Run> runs = new ArrayList<>(runs("all-restart", 20, 3, 0));
		runs.addAll(runs("all-restart", 20, 10, 0));
		assertThat(failures(runs)).isEmpty();
	}

	@Test
	void ofEverySplitAtMostOneSideGoesOn() throws Exception {
		List<Run> runs = new ArrayList<>(runs("split-60-40", 5, 10, 0));
		runs.addAll(runs("split-50-50", 5, 10, 0));
		runs.addAll(runs("split-three-ways", 5, 10, 0));
		assertThat(failures(runs)).isEmpty();
	}

	private static List<Run> runs(String name, int count, int nodes, long millis) {
		Scenario scenario = Scenarios.find(name).orElseThrow();
		return LongStream.range(FIRST, FIRST + (long) count * SCALE)
			.mapToObj((seed) -> new Run(scenario, seed, nodes, millis))
			.toList();
	}

	private static List<String> failures(List<Run> runs) throws Exception {
		List<String> failures = new ArrayList<>();
		ExecutorService processors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
		try {
			for (Future<List<String>> violations : processors.invokeAll(runs)) {
				failures.addAll(violations.get());
			}
		}
		finally {
			processors.shutdownNow();
		}
		return failures;
	}

	/**
	 * One seed.
	 *
	 * @param scenario the scenario
	 * @param seed the seed
	 * @param nodes how many nodes; 0 for the default
	 * @param millis how long, in virtual ms; 0 for the default
	 */
	private record Run(Scenario scenario, long seed, int nodes, long millis) implements Callable<List<String>> {

		@Override
		public List<String> call() {
			Schedule schedule = this.scenario.schedule(this.seed, this.nodes, this.millis);
			Result result = Play.of(schedule, this.seed);
			List<String> failures = new ArrayList<>();
			result.violations().forEach((violation) -> failures.add(violation + ": " + command()));
			if (this.nodes == 0 && this.seed % TWICE_EVERY == 0
					&& !Play.of(schedule, this.seed).hash().equals(result.hash())) {
				failures.add("not the same twice: " + command());
			}
			return failures;
		}

		private String command() {
			return "java -jar cluster-simulator/target/cluster-simulator.jar run " + this.scenario.name() + " --seed "
					+ this.seed + ((this.nodes > 0) ? " --nodes " + this.nodes : "")
					+ ((this.millis > 0) ? " --minutes " + this.millis / (double) MINUTE : "");
		}

	}

}
