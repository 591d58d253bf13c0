package io.clusterboot.simulator.report;

import io.clusterboot.simulator.run.Told;

/**
 * Tells a run as one HTML page that needs nothing else.
 */
public final class Report {

	private Report() {
	}

	/**
	 * Makes the page.
	 * @param told what happened
	 * @param reproduce the line that shows the same again
	 * @return HTML
	 */
	public static String html(Told told, String reproduce) {
		return told + reproduce;
	}

}
