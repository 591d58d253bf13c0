package io.clusterboot.simulator.run;

import java.util.List;

/**
 * A fault as it was played.
 *
 * @param kind what it is called in a schedule
 * @param from when it began, in virtual ms
 * @param to when it was over, in virtual ms; the same for what happens at one moment
 * @param nodes whom it hit
 * @param text the fault, for people
 */
public record Incident(String kind, long from, long to, List<Integer> nodes, String text) {

	/**
	 * Creates the incident.
	 */
	public Incident {
		nodes = List.copyOf(nodes);
	}

}
