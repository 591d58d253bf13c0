package io.clusterboot.simulator.run;

import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/**
 * How long something took, each time that it happened.
 */
final class Durations {

	private final Histogram histogram = new Histogram(3);

	/** The longest by beginning. */
	private final TreeMap<Long, Long> longest = new TreeMap<>();

	void add(long from, long to) {
		this.histogram.recordValue(to - from);
		this.longest.merge(from, to - from, Math::max);
	}

	/** The longest of those that began between two times; 0 if there is none. */
	long longest(long from, long until) {
		long longestOfAll = 0;
		for (Map.Entry<Long, Long> entry : this.longest.tailMap(from).entrySet()) {
			if (entry.getKey() <= until) {
				longestOfAll = Math.max(longestOfAll, entry.getValue());
			}
		}
		return longestOfAll;
	}

	Percentiles percentiles() {
		return Percentiles.of(this.histogram);
	}

}
