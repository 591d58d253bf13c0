package io.clusterboot.benchmarks.membership;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast a cluster forms and notices what happens to its members, and what it costs;
 * one JSON line a measure.
 */
@Command(name = "membership",
		description = "How fast a cluster forms and notices what happens to its members, and what it costs.",
		mixinStandardHelpOptions = true)
public final class MembershipCommand implements Callable<Integer> {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--system", required = true, description = "${COMPLETION-CANDIDATES}")
	private MeasuredSystem system = MeasuredSystem.CLUSTERBOOT;

	@Option(names = "--nodes", defaultValue = "10", description = "how many nodes (${DEFAULT-VALUE})")
	private int nodes;

	@Option(names = "--profile", defaultValue = "default", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
	private Profile profile = Profile.DEFAULT;

	@Mixin
	private final MeasureOptions options = new MeasureOptions();

	@Option(names = "--here", hidden = true, description = "measure in this process, not in one of its own")
	private boolean here;

	MembershipCommand() {
	}

	@Override
	public Integer call() throws Exception {
		if (this.nodes < 2) {
			throw new ParameterException(spec().commandLine(), "--nodes must be at least 2, but is " + this.nodes);
		}
		return this.here ? measure() : delegate();
	}

	/** One JVM a run, on the class path of the system, in a network of its own. */
	private int delegate() throws Exception {
		List<String> command = MembershipProcess.command(this.system,
				spec().commandLine().getParseResult().originalArgs());
		return new ProcessBuilder(command).inheritIO().start().waitFor();
	}

	private int measure() throws Exception {
		Set<Measure> wanted = this.options.measures();
		MembershipRun.Durations durations = new MembershipRun.Durations(Duration.ofSeconds(this.options.limitSeconds()),
				Duration.ofSeconds(this.options.idleSeconds()), Duration.ofMinutes(this.options.steadyMinutes()));
		MembershipRun run = new MembershipRun(this.system, this.profile, this.nodes, durations, this::print);
		if (!this.options.isBusy()) {
			run.measure(wanted);
			return 0;
		}
		try (OtherProcess spinning = OtherProcess.busy()) {
			run.measure(wanted);
		}
		return 0;
	}

	private void print(Map<String, Object> line) {
		if (this.options.isBusy()) {
			line.put("busy", true);
		}
		PrintWriter out = spec().commandLine().getOut();
		out.println(this.mapper.writeValueAsString(line));
		out.flush();
	}

	private CommandSpec spec() {
		return Objects.requireNonNull(this.spec);
	}

}
