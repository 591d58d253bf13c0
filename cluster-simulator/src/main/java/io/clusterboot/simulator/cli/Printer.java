package io.clusterboot.simulator.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

import io.clusterboot.simulator.random.Shrinker;
import io.clusterboot.simulator.run.Percentiles;
import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.run.Violation;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleWriter;

/**
 * Tells the results as they come: of one run all, of many the failures and a summary.
 */
final class Printer implements Consumer<Result> {

	private static final int MOST_TRIES = 400;

	private final PrintWriter out;

	private final PrintWriter err;

	private final Request request;

	private final boolean json;

	private final boolean one;

	private final boolean shrinks;

	private long runs;

	private long failed;

	private double virtualSeconds;

	private double wallSeconds;

	private long slowestAgreement;

	private long slowestDetection;

	private boolean shrunk;

	Printer(PrintWriter out, PrintWriter err, Request request, boolean json, boolean one, boolean shrinks) {
		this.out = out;
		this.err = err;
		this.request = request;
		this.json = json;
		this.one = one;
		this.shrinks = shrinks;
	}

	@Override
	public void accept(Result result) {
		this.runs++;
		this.virtualSeconds += result.virtualSeconds();
		this.wallSeconds += result.wallSeconds();
		this.slowestAgreement = Math.max(this.slowestAgreement, max(result.agreementMillis()));
		this.slowestDetection = Math.max(this.slowestDetection, max(result.detectionMillis()));
		if (this.json) {
			this.out.println(ResultJson.of(result));
		}
		else if (this.one) {
			this.out.println(ResultText.of(result));
		}
		else if (!result.passed()) {
			this.out.println(ResultText.headline(result));
			result.violations().forEach((violation) -> this.out.println("  violated at " + violation));
		}
		this.out.flush();
		if (!result.passed()) {
			this.failed++;
			this.err.println("Reproduce it with: " + this.request.reproduce(result.seed()));
			if (this.shrinks && this.request.scenario().isRandom() && !this.shrunk) {
				this.shrunk = true;
				shrink(result);
			}
			this.err.flush();
		}
	}

	private static long max(Percentiles percentiles) {
		Long max = percentiles.max();
		return (max != null) ? max : 0;
	}

	/** What is standard output for people is error output for tools. */
	private void shrink(Result result) {
		Violation violation = result.violations().get(0);
		Schedule schedule = this.request.schedule(result.seed());
		Schedule smallest = new Shrinker((candidate) -> Play.of(candidate, result.seed())
			.violations()
			.stream()
			.anyMatch((other) -> other.kind().equals(violation.kind())), MOST_TRIES).shrink(schedule, violation.at());
		PrintWriter writer = this.json ? this.err : this.out;
		writer.println("# " + schedule.faults().size() + " faults and " + schedule.nodes() + " nodes shrank to "
				+ smallest.faults().size() + " and " + smallest.nodes()
				+ "; save this and run it with --file FILE --seed " + result.seed());
		writer.print(ScheduleWriter.write(smallest));
		writer.flush();
	}

	/** Prints the summary, and gives the exit code. */
	int end() {
		if (!this.one && !this.json) {
			this.out.println(String.format(Locale.ROOT,
					"%,d runs of %s, %,d failed; %.1f h virtual in %.1f s of processor time; slowest detection %,d ms, slowest agreement %,d ms",
					this.runs, this.request.scenario().name(), this.failed, this.virtualSeconds / 3600,
					this.wallSeconds, this.slowestDetection, this.slowestAgreement));
			this.out.flush();
		}
		return (this.failed > 0) ? 1 : 0;
	}

}
