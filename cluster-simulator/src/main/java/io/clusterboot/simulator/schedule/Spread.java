package io.clusterboot.simulator.schedule;

import java.util.Map;

/**
 * How what happens to several nodes is spread over time.
 *
 * @param millis over how long, in ms; 0 for all at once
 * @param random whether each node has a random moment; else they follow each other in
 * order, at equal distances
 */
public record Spread(long millis, boolean random) {

	/** All at once. */
	public static final Spread NONE = new Spread(0, false);

	static Spread read(Entry entry) {
		if (entry.has("over") && entry.has("scatter")) {
			throw new InvalidScheduleException(entry.line(),
					"'over' (in order) and 'scatter' (random) exclude each other");
		}
		return entry.has("scatter") ? new Spread(entry.time("scatter"), true)
				: new Spread(entry.time("over", 0), false);
	}

	Map<String, String> details() {
		return (this.millis > 0) ? Map.of(this.random ? "scatter" : "over", Quantities.duration(this.millis))
				: Map.of();
	}

}
