package io.clusterboot.benchmarks.membership;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

	@Option(names = "--measures", split = ",", defaultValue = "formation,idle,leave,crash,silent",
			description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
	private List<Measure> measures = List.of();

	@Option(names = "--idle-seconds", defaultValue = "30", description = "how long idle takes (${DEFAULT-VALUE})")
	private int idleSeconds;

	@Option(names = "--steady-minutes", defaultValue = "10", description = "how long steady takes (${DEFAULT-VALUE})")
	private int steadyMinutes;

	@Option(names = "--limit-seconds", defaultValue = "120",
			description = "what takes longer is given up (${DEFAULT-VALUE})")
	private int limitSeconds;

	@Option(names = "--busy", description = "another process keeps all processors busy meanwhile")
	private boolean busy;

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
		Set<Measure> wanted = EnumSet.copyOf(this.measures);
		MembershipRun.Durations durations = new MembershipRun.Durations(Duration.ofSeconds(this.limitSeconds),
				Duration.ofSeconds(this.idleSeconds), Duration.ofMinutes(this.steadyMinutes));
		MembershipRun run = new MembershipRun(this.system, this.profile, this.nodes, durations, this::print);
		if (!this.busy) {
			run.measure(wanted);
			return 0;
		}
		try (OtherProcess spinning = OtherProcess.busy()) {
			run.measure(wanted);
		}
		return 0;
	}

	private void print(Map<String, Object> line) {
		if (this.busy) {
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
