package io.clusterboot.benchmarks.start;

import java.util.Arrays;
import java.util.List;

/**
 * Smallest, middle and largest of some figures.
 *
 * @param min the smallest
 * @param median the middle one; of an even number the mean of the two in the middle,
 * rounded
 * @param max the largest
 */
record Spread(long min, long median, long max) {

	/**
	 * Of these.
	 * @param figures at least one
	 * @return the spread
	 */
	static Spread of(List<Long> figures) {
		long[] sorted = figures.stream().mapToLong(Long::longValue).toArray();
		Arrays.sort(sorted);
		int last = sorted.length - 1;
		long median = Math.round((sorted[last / 2] + sorted[(last + 1) / 2]) / 2.0);
		return new Spread(sorted[0], median, sorted[last]);
	}

}
