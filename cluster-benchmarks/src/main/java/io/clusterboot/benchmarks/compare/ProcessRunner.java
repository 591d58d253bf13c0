package io.clusterboot.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.MembershipProcess;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes each run with {@code membership} in a process of its own. What that says beside
 * its results goes to a file.
 */
final class ProcessRunner implements Runner {

	/** Within one run: formation, leave, and joining, noticing and removing two more. */
	private static final int WAITS = 8;

	private static final int SLACK_SECONDS = 120;

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final Session.Durations durations;

	private final Path log;

	ProcessRunner(Session.Durations durations, Path log) {
		this.durations = durations;
		this.log = log;
	}

	@Override
	public Optional<String> run(Run run, Set<Measure> measures, Sink results) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(MembershipProcess.command(run.system(), arguments(run, measures)))
			.redirectError(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		Thread hook = new Thread(() -> kill(process));
		Runtime.getRuntime().addShutdownHook(hook);
		try {
			return follow(process, results);
		}
		finally {
			kill(process);
			Runtime.getRuntime().removeShutdownHook(hook);
		}
	}

	private Optional<String> follow(Process process, Sink results) throws IOException, InterruptedException {
		AtomicBoolean late = new AtomicBoolean();
		long limit = limitSeconds();
		CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> {
			late.set(true);
			kill(process);
		}, CompletableFuture.delayedExecutor(limit, TimeUnit.SECONDS));
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith("{")) {
					results.accept(this.mapper.readValue(line, ObjectNode.class));
				}
				else {
					Files.writeString(this.log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
				}
			}
			int exit = process.waitFor();
			if (late.get()) {
				return Optional.of("the run had not ended after " + limit + " s");
			}
			return (exit == 0) ? Optional.empty() : Optional.of("the run ended with exit code " + exit);
		}
		finally {
			watch.cancel(false);
		}
	}

	private long limitSeconds() {
		return (long) WAITS * this.durations.limitSeconds() + this.durations.idleSeconds()
				+ TimeUnit.MINUTES.toSeconds(this.durations.steadyMinutes()) + SLACK_SECONDS;
	}

	private List<String> arguments(Run run, Set<Measure> measures) {
		List<String> arguments = new ArrayList<>(List.of("membership", "--system", run.system().toString(), "--nodes",
				Integer.toString(run.setting().nodes()), "--profile", run.setting().profile().toString(), "--measures",
				measures.stream().map(Measure::toString).collect(Collectors.joining(",")), "--idle-seconds",
				Integer.toString(this.durations.idleSeconds()), "--steady-minutes",
				Integer.toString(this.durations.steadyMinutes()), "--limit-seconds",
				Integer.toString(this.durations.limitSeconds())));
		if (run.setting().busy()) {
			arguments.add("--busy");
		}
		return arguments;
	}

	/** With the members it started, which may be stopped and not end by themselves. */
	private static void kill(Process process) {
		List<ProcessHandle> children = process.descendants().toList();
		process.destroyForcibly();
		children.forEach(ProcessHandle::destroyForcibly);
	}

}
