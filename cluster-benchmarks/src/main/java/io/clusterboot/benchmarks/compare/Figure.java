package io.clusterboot.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.clusterboot.benchmarks.membership.Measure;

/**
 * A number that is compared. Of all of them less is better.
 */
enum Figure {

	FORMATION(Measure.FORMATION, "millis", "s", 2, "Formation",
			"From the start of all nodes at once until each sees all as full members."),

	FORMATION_SUSPICIONS(Measure.FORMATION, "suspicions", "suspicions", 0, "Suspicions while forming",
			"How often a node told of an unreachable or lost member until then, all nodes together."),

	LEAVE(Measure.LEAVE, "millis", "s", 2, "Leave", "From a node's goodbye until no other one lists it."),

	CRASH(Measure.CRASH, "millis", "s", 2, "Crash",
			"From SIGKILL of a member in a process of its own until all others report it."),

	SILENT(Measure.SILENT, "millis", "s", 2, "Silence",
			"From SIGSTOP of a member in a process of its own, whose sockets stay open, until all others report it."),

	IDLE_CPU(Measure.IDLE, "cpuMillisPerNodePerSecond", "ms CPU a node a second", 2, "Idle: processor time",
			"When nothing happens, half a minute after the formation; the JIT compiler is still at work then."),

	IDLE_OWN_CPU(Measure.IDLE, "ownCpuMillisPerNodePerSecond", "ms CPU a node a second", 2,
			"Idle: processor time without the JIT compiler",
			"The same without the threads of the compiler, which compile later what runs seldom."),

	IDLE_BYTES(Measure.IDLE, "bytesPerNodePerSecond", "bytes a node a second", 0, "Idle: bytes",
			"Over loopback, with the headers of TCP and IP, each byte counted once."),

	HEAP(Measure.IDLE, "heapKibPerNode", "KiB a node", 0, "Heap", "After a collection, less what the JVM had before."),

	THREADS(Measure.IDLE, "threadsPerNode", "threads a node", 1, "Threads",
			"Of the JVM, less those it had before, for each node."),

	STEADY_SUSPICIONS(Measure.STEADY, "suspicions", "suspicions", 0, "False suspicions",
			"How often a node told of an unreachable or lost member though all were running, all nodes together.");

	private final Measure measure;

	private final String field;

	private final String unit;

	private final int decimals;

	private final String title;

	private final String explanation;

	Figure(Measure measure, String field, String unit, int decimals, String title, String explanation) {
		this.measure = measure;
		this.field = field;
		this.unit = unit;
		this.decimals = decimals;
		this.title = title;
		this.explanation = explanation;
	}

	/**
	 * The figures of a measure.
	 * @param measure the measure
	 * @return at least one
	 */
	static List<Figure> of(Measure measure) {
		return Arrays.stream(values()).filter((figure) -> figure.measure == measure).toList();
	}

	/** The name of its field in the results. */
	String field() {
		return this.field;
	}

	/** What the number in the results is divided by: times are told in milliseconds. */
	double divisor() {
		return this.field.equals("millis") ? 1000 : 1;
	}

	String unit() {
		return this.unit;
	}

	String title() {
		return this.title;
	}

	String explanation() {
		return this.explanation;
	}

	/** In the names of files. */
	String slug() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Writes an outcome for people.
	 * @param outcome the outcome
	 * @return a number, a bound with its unit, or a word
	 */
	String format(Outcome outcome) {
		return switch (outcome.kind()) {
			case MEASURED -> String.format(Locale.ROOT, "%,." + this.decimals + "f", outcome.value());
			case BEYOND -> String.format(Locale.ROOT, "> %,.0f", outcome.value());
			case FAILED -> "failed";
		};
	}

	/**
	 * Writes a cell for people.
	 * @param cell the cell
	 * @return minimum, median and maximum, without the unit
	 */
	String format(Cell cell) {
		return format(cell.least()) + " - " + format(cell.median()) + " - " + format(cell.most());
	}

}
