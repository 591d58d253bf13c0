package io.clusterboot.simulator.scenario;

import java.util.List;

import io.clusterboot.simulator.schedule.Schedule;

/**
 * A schedule, or many of them, that has a name.
 */
public interface Scenario {

	/**
	 * What it is called.
	 * @return the name
	 */
	String name();

	/**
	 * What it shows.
	 * @return one line
	 */
	String description();

	/**
	 * With how many nodes it runs unless told otherwise.
	 * @return the number; 0 if the seed decides
	 */
	int nodes();

	/**
	 * With how many nodes it makes sense, too.
	 * @return the numbers
	 */
	List<Integer> sizes();

	/**
	 * Whether each seed has a schedule of its own.
	 * @return false if only what is random within the schedule depends on the seed
	 */
	boolean isRandom();

	/**
	 * What to play.
	 * @param seed the seed of the run
	 * @param nodes how many nodes; 0 for the default
	 * @param millis how long, in virtual ms; 0 for the default
	 * @return the schedule
	 */
	Schedule schedule(long seed, int nodes, long millis);

}
