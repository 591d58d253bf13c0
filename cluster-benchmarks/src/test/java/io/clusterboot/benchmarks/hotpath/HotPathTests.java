package io.clusterboot.benchmarks.hotpath;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the benchmarks run, each once.
 */
class HotPathTests {

	@Test
	void everyBenchmarkRuns() throws RunnerException {
		System.setProperty("jmh.ignoreLock", "true");
		Options options = new OptionsBuilder().include(JmhCommand.which(""))
			.mode(Mode.SingleShotTime)
			.forks(0)
			.warmupIterations(0)
			.measurementIterations(1)
			.param("members", "10")
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true)
			.build();
		assertThat(new Runner(options).run()).extracting((result) -> result.getParams().getBenchmark())
			.hasSizeGreaterThan(20)
			.anyMatch((name) -> name.endsWith("TablesBenchmark.applyStatus"))
			.anyMatch((name) -> name.endsWith("RouterBenchmark.consistentHashOfText"));
	}

}
