package io.clusterboot.simulator;

import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.scenario.Scenario;
import io.clusterboot.simulator.scenario.Scenarios;
import io.clusterboot.simulator.schedule.Schedule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many seeds as the budget allows. More are run with
 * {@code -DargLine="-Dsimulator.random=2000 -Dsimulator.liveness=2000"}; a seed that
 * fails is reproduced, and made small, by the line in its message.
 */
class BudgetedSeedsTests {

	private static final int RANDOM = Integer.getInteger("simulator.random", 100);

	private static final int LIVENESS = Integer.getInteger("simulator.liveness", 40);

	private static final int RESTARTS = Integer.getInteger("simulator.all-restart", 20);

	private static final int SPLITS = Integer.getInteger("simulator.split", 5);

	private static final long FIRST = Long.getLong("simulator.first-seed", 1);

	/** Each so-manyth seed runs twice. */
	private static final int TWICE_EVERY = 100;

	@TestFactory
	Stream<DynamicTest> randomFaultsNeverBreakAnInvariant() {
		return seeds("random", RANDOM, 0);
	}

	@TestFactory
	Stream<DynamicTest> afterRandomFaultsThereIsOneCluster() {
		return seeds("random-liveness", LIVENESS, 0);
	}

	@TestFactory
	Stream<DynamicTest> everythingThatStartsAtOnceBecomesOneCluster() {
		return Stream.concat(seeds("all-restart", RESTARTS, 3), seeds("all-restart", RESTARTS, 10));
	}

	@TestFactory
	Stream<DynamicTest> ofEverySplitAtMostOneSideGoesOn() {
		return Stream.of("split-60-40", "split-50-50", "split-three-ways").flatMap((name) -> seeds(name, SPLITS, 10));
	}

	private static Stream<DynamicTest> seeds(String name, int count, int nodes) {
		Scenario scenario = Scenarios.find(name).orElseThrow();
		return LongStream.range(FIRST, FIRST + count)
			.mapToObj((seed) -> DynamicTest.dynamicTest(name + " " + nodes + " seed " + seed,
					() -> run(scenario, seed, nodes)));
	}

	private static void run(Scenario scenario, long seed, int nodes) {
		Schedule schedule = scenario.schedule(seed, nodes, 0);
		Result result = Play.of(schedule, seed);
		assertThat(result.violations())
			.as("java -jar cluster-simulator/target/cluster-simulator.jar run %s%s --seed %s", scenario.name(),
					(nodes > 0) ? " --nodes " + nodes : "", seed)
			.isEmpty();
		if (seed % TWICE_EVERY == 0) {
			assertThat(Play.of(schedule, seed).hash()).isEqualTo(result.hash());
		}
	}

}
