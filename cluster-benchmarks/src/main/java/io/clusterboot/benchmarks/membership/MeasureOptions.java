package io.clusterboot.benchmarks.membership;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import picocli.CommandLine.Option;

/**
 * What to measure and how, for one run and for a comparison alike.
 */
public final class MeasureOptions {

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

	/** Created by the command line, which sets all options. */
	public MeasureOptions() {
	}

	/**
	 * What to measure.
	 * @return the measures, each once, in the order in which a run takes them
	 */
	public Set<Measure> measures() {
		return EnumSet.copyOf(this.measures);
	}

	/**
	 * How long idle takes.
	 * @return seconds
	 */
	public int idleSeconds() {
		return this.idleSeconds;
	}

	/**
	 * How long steady takes.
	 * @return minutes
	 */
	public int steadyMinutes() {
		return this.steadyMinutes;
	}

	/**
	 * After how long something is given up.
	 * @return seconds
	 */
	public int limitSeconds() {
		return this.limitSeconds;
	}

	/**
	 * Whether another process keeps all processors busy meanwhile.
	 * @return true if so
	 */
	public boolean isBusy() {
		return this.busy;
	}

}
