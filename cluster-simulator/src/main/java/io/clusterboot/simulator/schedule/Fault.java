package io.clusterboot.simulator.schedule;

import java.util.Map;

/**
 * Something that happens to nodes or between them.
 */
public sealed interface Fault permits NodeFault, NetworkFault {

	/**
	 * Whom it hits.
	 * @return the selector
	 */
	Selector nodes();

	/**
	 * What it is called in a schedule.
	 * @return the name of the field that holds the selector, such as {@code crash}
	 */
	String kind();

	/**
	 * The other fields.
	 * @return text by field, without those that have their default
	 */
	Map<String, String> details();

	/**
	 * Whether it goes on until it is ended, and so may be given a duration.
	 * @return false for what happens at one moment
	 */
	boolean lasts();

	/**
	 * The same for other nodes.
	 * @param nodes whom it hits
	 * @return the fault
	 */
	Fault on(Selector nodes);

}
