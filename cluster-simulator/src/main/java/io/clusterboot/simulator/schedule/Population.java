package io.clusterboot.simulator.schedule;

import java.util.List;

/**
 * The nodes among which a {@link Selector} chooses, as they are at that moment. Nodes are
 * numbered from 0.
 */
public interface Population {

	/**
	 * How many nodes there are, running or not.
	 * @return at least 1
	 */
	int size();

	/**
	 * Whether the process of a node is there.
	 * @param node the node's number
	 * @return true if it runs, paused or not
	 */
	boolean isRunning(int node);

	/**
	 * The seed nodes.
	 * @return their numbers
	 */
	List<Integer> seeds();

	/**
	 * Those of whom an earlier life was downed in this run.
	 * @return their numbers
	 */
	List<Integer> removed();

	/**
	 * The leader, as the running node with the lowest number sees it.
	 * @return its number, or an empty list if there is none
	 */
	List<Integer> leader();

	/**
	 * The nodes of a named group of the schedule.
	 * @param name the group's name
	 * @return their numbers
	 */
	List<Integer> group(String name);

}
