package io.clusterboot.benchmarks.hotpath;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How long each hot path takes, and how many bytes it allocates.
 */
@Command(name = "jmh", description = "How long each hot path takes, and how many bytes it allocates.",
		mixinStandardHelpOptions = true)
public final class JmhCommand implements Callable<Integer> {

	@Parameters(arity = "0..1", defaultValue = "",
			description = "which benchmarks, a regular expression for class.method; all if left out")
	private String pattern = "";

	@Option(names = "--quick", description = "one fork, short iterations: exact for bytes, rough for times")
	private boolean quick;

	@Option(names = "--json", paramLabel = "file", description = "writes JMH's JSON as well")
	private @Nullable Path json;

	JmhCommand() {
	}

	@Override
	public Integer call() throws RunnerException {
		new Runner(options()).run();
		return 0;
	}

	private Options options() {
		ChainedOptionsBuilder options = new OptionsBuilder().include(which(this.pattern))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true);
		if (this.quick) {
			options.forks(1)
				.warmupIterations(5)
				.warmupTime(TimeValue.milliseconds(200))
				.measurementIterations(3)
				.measurementTime(TimeValue.milliseconds(200));
		}
		if (this.json != null) {
			options.resultFormat(ResultFormatType.JSON).result(this.json.toString());
		}
		return options.build();
	}

	/** The benchmarks of this package that a pattern picks. */
	static String which(String pattern) {
		return "\\.hotpath\\..*(?:" + pattern + ")";
	}

}
