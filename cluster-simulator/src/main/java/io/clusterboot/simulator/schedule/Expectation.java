package io.clusterboot.simulator.schedule;

import java.util.Map;

/**
 * What a run must show. Running nodes are those whose process is there and is not paused.
 */
public sealed interface Expectation permits Moment, Always {

	/**
	 * What it is called in a schedule.
	 * @return the name of the field that holds the value
	 */
	String kind();

	/**
	 * What is expected.
	 * @return a selector or a number, as text
	 */
	Object value();

	/**
	 * The other fields.
	 * @return value by field
	 */
	default Map<String, Object> details() {
		return Map.of();
	}

}
