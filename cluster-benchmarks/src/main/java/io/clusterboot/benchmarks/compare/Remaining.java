package io.clusterboot.benchmarks.compare;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * How long it will still take: each run as long as those like it in other rounds, and as
 * long as all on the average if there were none.
 */
final class Remaining {

	private final Map<Kind, LongSummaryStatistics> millis = new HashMap<>();

	private final LongSummaryStatistics all = new LongSummaryStatistics();

	void took(Run run, Duration duration) {
		this.millis.computeIfAbsent(Kind.of(run), (absent) -> new LongSummaryStatistics()).accept(duration.toMillis());
		this.all.accept(duration.toMillis());
	}

	/**
	 * An estimate.
	 * @param runs what is left
	 * @return how long it will take; empty if no run has ended yet
	 */
	Optional<Duration> estimate(Collection<Run> runs) {
		if (this.all.getCount() == 0) {
			return Optional.empty();
		}
		double sum = 0;
		for (Run run : runs) {
			sum += this.millis.getOrDefault(Kind.of(run), this.all).getAverage();
		}
		return Optional.of(Duration.ofMillis(Math.round(sum)));
	}

	private record Kind(Setting setting, MeasuredSystem system) {

		static Kind of(Run run) {
			return new Kind(run.setting(), run.system());
		}

	}

}
