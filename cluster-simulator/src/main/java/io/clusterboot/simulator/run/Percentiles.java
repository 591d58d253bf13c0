package io.clusterboot.simulator.run;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was measured several times, in ms.
 *
 * @param p50 the median; null if nothing was measured
 * @param p99 99 % are not above it; null if nothing was measured
 * @param max the highest; null if nothing was measured
 * @param count how often it was measured
 */
public record Percentiles(@Nullable Long p50, @Nullable Long p99, @Nullable Long max, long count) {

	static Percentiles of(Histogram histogram) {
		if (histogram.getTotalCount() == 0) {
			return new Percentiles(null, null, null, 0);
		}
		// the histogram rounds to three digits, so that the highest could look lower than
		// a percentile
		long max = histogram.getMaxValue();
		return new Percentiles(Math.min(max, histogram.getValueAtPercentile(50)),
				Math.min(max, histogram.getValueAtPercentile(99)), max, histogram.getTotalCount());
	}

}
