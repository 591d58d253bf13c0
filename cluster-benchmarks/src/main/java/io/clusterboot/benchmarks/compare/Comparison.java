package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.clusterboot.benchmarks.membership.Measure;

/**
 * Makes runs one after the other, and stores what each tells at once. A run that owes a
 * result leaves a line that says so.
 */
final class Comparison {

	private final Runner runner;

	private final ResultsFile file;

	private final PrintWriter progress;

	private final Remaining remaining = new Remaining();

	Comparison(Runner runner, ResultsFile file, PrintWriter progress) {
		this.runner = runner;
		this.file = file;
		this.progress = progress;
	}

	/**
	 * Makes the runs.
	 * @param runs the runs, with what to measure in each
	 * @throws IOException if results cannot be stored
	 * @throws InterruptedException if the thread is interrupted
	 */
	void measure(Map<Run, Set<Measure>> runs) throws IOException, InterruptedException {
		List<Run> left = new ArrayList<>(runs.keySet());
		while (!left.isEmpty()) {
			Run run = left.get(0);
			tell("Run " + (runs.size() - left.size() + 1) + " of " + runs.size() + ": " + run
					+ this.remaining.estimate(left).map((time) -> "; about " + minutes(time) + " left").orElse(""));
			long start = System.nanoTime();
			measure(run, runs.getOrDefault(run, Set.of()));
			this.remaining.took(run, Duration.ofNanos(System.nanoTime() - start));
			left.remove(0);
		}
	}

	private void measure(Run run, Set<Measure> measures) throws IOException, InterruptedException {
		Set<Measure> owed = EnumSet.copyOf(measures);
		List<Line> told = new ArrayList<>();
		Optional<String> wrong = this.runner.run(run, measures, (json) -> {
			Line line = Line.of(run, json);
			store(line);
			owed.remove(line.measure());
			told.add(line);
		});
		boolean formed = told.stream().noneMatch((line) -> line.measure() == Measure.FORMATION && line.isFailure());
		String reason = wrong.orElse(formed ? "the run told nothing of it" : "the cluster did not form");
		for (Measure measure : owed) {
			store(Line.failed(run, measure, reason));
		}
	}

	private void store(Line line) throws IOException {
		this.file.append(line);
		tell("  " + line.summary());
	}

	private void tell(String text) {
		this.progress.println(text);
		this.progress.flush();
	}

	private static String minutes(Duration time) {
		return (time.toMinutes() < 1) ? time.toSeconds() + " s" : time.plusSeconds(30).toMinutes() + " min";
	}

}
