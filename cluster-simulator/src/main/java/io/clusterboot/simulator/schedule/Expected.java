package io.clusterboot.simulator.schedule;

/**
 * An expectation with its times, all in virtual ms.
 *
 * @param expectation what
 * @param at when it must hold, or from when on; {@link #END} for the end of the run
 * @param within how much later it may become true; 0 for at once
 * @param until until when it must hold; {@link #END} for the end of the run
 */
public record Expected(Expectation expectation, long at, long within, long until) {

	/** The end of the run. */
	public static final long END = Long.MAX_VALUE;

	/**
	 * Something that must be true at a time, or become true soon after.
	 * @param expectation what
	 * @param at when, in ms
	 * @param within how much later, in ms
	 * @return the expectation with its times
	 */
	public static Expected at(Moment expectation, long at, long within) {
		return new Expected(expectation, at, within, END);
	}

	/**
	 * Something that must hold in the whole run.
	 * @param expectation what
	 * @return the expectation with its times
	 */
	public static Expected always(Always expectation) {
		return new Expected(expectation, 0, 0, END);
	}

	/**
	 * As it stands in a schedule.
	 * @return one line of YAML
	 */
	@Override
	public String toString() {
		return Expectations.write(this).toString();
	}

}
