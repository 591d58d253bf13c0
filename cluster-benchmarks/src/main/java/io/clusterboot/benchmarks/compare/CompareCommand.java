package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.MeasureOptions;
import io.clusterboot.benchmarks.membership.Profile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures systems in turn, round by round, prints their figures side by side and writes
 * them into the documentation.
 */
@Command(name = "compare", description = "Measures systems in turn and sets their figures side by side.",
		mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

	private static final String CHARTS = "charts";

	private final Function<CompareCommand, Runner> runners;

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--systems", split = ",", defaultValue = "clusterboot,pekko,scalecube,jgroups,hazelcast",
			description = "in the order of their turns (${DEFAULT-VALUE})")
	private List<MeasuredSystem> systems = List.of();

	@Option(names = "--nodes", split = ",", defaultValue = "10,25", description = "how many nodes (${DEFAULT-VALUE})")
	private List<Integer> nodes = List.of();

	@Option(names = "--profiles", split = ",", defaultValue = "default,tuned", description = "(${DEFAULT-VALUE})")
	private List<Profile> profiles = List.of();

	@Mixin
	private final MeasureOptions options = new MeasureOptions();

	@Option(names = "--rounds", defaultValue = "5", description = "how often (${DEFAULT-VALUE})")
	private int rounds;

	@Option(names = "--results", defaultValue = "target/results.jsonl",
			description = "the file that each result is added to at once (${DEFAULT-VALUE})")
	private Path results = Path.of("");

	@Option(names = "--docs", defaultValue = "docs",
			description = "the folder of benchmarks.md and of the charts (${DEFAULT-VALUE})")
	private Path docs = Path.of("");

	@Option(names = "--resume", description = "goes on with the file of results: what is there is not measured again")
	private boolean resume;

	@Option(names = "--report-only", description = "measures nothing, writes what the file of results has")
	private boolean reportOnly;

	CompareCommand() {
		this(CompareCommand::processRunner);
	}

	/** Makes runs with another runner than the one that starts processes. */
	CompareCommand(Function<CompareCommand, Runner> runners) {
		this.runners = runners;
	}

	@Override
	public Integer call() throws Exception {
		ResultsFile file = new ResultsFile(this.results);
		check(file);
		if (!this.reportOnly) {
			measure(file);
		}
		report(file.read());
		return 0;
	}

	private void check(ResultsFile file) {
		require(this.nodes.stream().allMatch((size) -> size >= 2), "--nodes must be at least 2, but is " + this.nodes);
		require(this.rounds >= 1, "--rounds must be at least 1, but is " + this.rounds);
		require(file.exists() || !this.reportOnly, "There are no results in " + file.path());
		require(!file.exists() || this.resume || this.reportOnly, "There are results in " + file.path()
				+ " already: --resume goes on with them, --results names another file");
	}

	private void require(boolean condition, String message) {
		if (!condition) {
			throw new ParameterException(spec().commandLine(), message);
		}
	}

	private void measure(ResultsFile file) throws IOException, InterruptedException {
		Plan plan = new Plan(this.systems, this.nodes, this.profiles, this.options.measures(), this.rounds,
				this.options.isBusy());
		Map<Run, Set<Measure>> runs = plan.without(file.read().lines());
		if (runs.isEmpty()) {
			return;
		}
		file.append(Session.begin(this.systems, durations(), arguments()));
		new Comparison(this.runners.apply(this), file, spec().commandLine().getErr()).measure(runs);
	}

	private void report(ResultsFile.Content content) throws IOException {
		Results all = new Results(content.lines());
		spec().commandLine().getOut().print(new Tables(all).all());
		spec().commandLine().getOut().flush();
		Charts charts = new Charts(all);
		charts.write(this.docs.resolve(CHARTS));
		Path document = Files.createDirectories(this.docs).resolve("benchmarks.md");
		String before = Files.exists(document) ? Files.readString(document) : "# Figures\n";
		Files.writeString(document,
				MarkedSection.replace(before, new Report(content.sessions(), all, charts, CHARTS).write()));
	}

	private static Runner processRunner(CompareCommand command) {
		return new ProcessRunner(command.durations(), Path.of(command.results + ".log"));
	}

	private Session.Durations durations() {
		return new Session.Durations(this.options.idleSeconds(), this.options.steadyMinutes(),
				this.options.limitSeconds());
	}

	/** The command line after this command's name. */
	private List<String> arguments() {
		List<String> all = spec().commandLine().getParseResult().originalArgs();
		int name = all.indexOf(spec().name());
		return List.copyOf(all.subList(name + 1, all.size()));
	}

	private CommandSpec spec() {
		return Objects.requireNonNull(this.spec);
	}

}
