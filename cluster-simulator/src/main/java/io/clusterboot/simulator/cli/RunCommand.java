package io.clusterboot.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.clusterboot.simulator.report.Report;
import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.run.Told;
import io.clusterboot.simulator.scenario.Scenario;
import io.clusterboot.simulator.scenario.Scenarios;
import io.clusterboot.simulator.scenario.WrittenScenario;
import io.clusterboot.simulator.schedule.InvalidScheduleException;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs a scenario, or a schedule of the user, with one seed or many.
 */
@Command(name = "run", description = "Runs a scenario, or a schedule from a file.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

	private static final double MINUTE = 60_000;

	@Spec
	private CommandSpec spec = CommandSpec.create();

	@ArgGroup(multiplicity = "1")
	private What what = new What();

	@Option(names = "--nodes", paramLabel = "N", description = "How many nodes; else what the scenario says.")
	private int nodes;

	@Option(names = "--seed", paramLabel = "S", description = "Decides everything random; 1 by default.")
	private @Nullable Long seed;

	@Option(names = "--seeds", paramLabel = "FROM-TO", converter = SeedRange.Converter.class,
			description = "A run for each of these seeds.")
	private @Nullable SeedRange seeds;

	@Option(names = "--minutes", paramLabel = "M", description = "Virtual minutes; else what the scenario says.")
	private double minutes;

	@Option(names = "--set", paramLabel = "PROPERTY=VALUE",
			description = "A setting of all nodes, such as cluster.downing.strategy=none; may be repeated.")
	private Map<String, String> settings = new LinkedHashMap<>();

	@Option(names = "--json", description = "One line of JSON for each run.")
	private boolean json;

	@Option(names = "--report", paramLabel = "FILE", description = "Writes an HTML page about the run.")
	private @Nullable Path report;

	@Option(names = "--threads", paramLabel = "T",
			description = "How many runs at once; one for each processor by default.")
	private int threads = Runtime.getRuntime().availableProcessors();

	@Option(names = "--no-shrink", description = "Do not look for a smaller schedule when a random one fails.")
	private boolean keepsSize;

	/** What to run. */
	static final class What {

		@Parameters(index = "0", paramLabel = "SCENARIO", description = "The name of a scenario; see 'list'.")
		private @Nullable String scenario;

		@Option(names = "--file", paramLabel = "FILE", description = "A schedule in YAML.")
		private @Nullable Path file;

	}

	@Override
	public Integer call() {
		check();
		Scenario scenario = scenario();
		Request request = new Request(scenario, this.what.file, this.nodes, Math.round(this.minutes * MINUTE),
				this.settings);
		SeedRange range = (this.seeds != null) ? this.seeds : SeedRange.only((this.seed != null) ? this.seed : 1);
		// a mistake in the request is told before anything runs
		request.schedule(range.from());
		if (this.report != null) {
			return tell(request, range.from(), this.report);
		}
		Printer printer = new Printer(out(), err(), request, this.json, range.isOne(), !this.keepsSize);
		new Runs(request::schedule, this.threads).run(range, printer);
		return printer.end();
	}

	private void check() {
		if (this.seed != null && this.seeds != null) {
			throw wrong("--seed and --seeds exclude each other");
		}
		if (this.report != null && this.seeds != null && !this.seeds.isOne()) {
			throw wrong("--report shows one run: give it --seed, not --seeds");
		}
		if (this.nodes < 0 || this.minutes < 0 || this.threads < 1) {
			throw wrong("--nodes, --minutes and --threads must be more than 0");
		}
	}

	private Scenario scenario() {
		Path file = this.what.file;
		if (file != null) {
			return new WrittenScenario(read(file));
		}
		String name = String.valueOf(this.what.scenario);
		return Scenarios.find(name)
			.orElseThrow(() -> wrong("There is no scenario '" + name + "', there are "
					+ Scenarios.all().stream().map(Scenario::name).toList()));
	}

	private Schedule read(Path file) {
		try {
			return ScheduleReader.read(Files.readString(file));
		}
		catch (InvalidScheduleException ex) {
			throw wrong(file + ": " + ex.getMessage());
		}
		catch (NoSuchFileException ex) {
			throw wrong("There is no file " + file);
		}
		catch (IOException ex) {
			throw wrong("The file " + file + " cannot be read: " + ex.getMessage());
		}
	}

	private int tell(Request request, long ofSeed, Path page) {
		Told told = Play.tell(request.schedule(ofSeed), ofSeed);
		Result result = told.result();
		try {
			Files.writeString(page, Report.html(told, request.reproduce(ofSeed)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The report cannot be written to " + page, ex);
		}
		Printer printer = new Printer(out(), err(), request, this.json, true, !this.keepsSize);
		printer.accept(result);
		return printer.end();
	}

	private ParameterException wrong(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

}
