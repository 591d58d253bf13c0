package io.clusterboot.load;

import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The moving average of one value.
 */
class SmoothingTests {

	@Example
	void theFirstSampleIsTheAverage() {
		assertThat(new Smoothing(1000).add(0.7, 123)).isEqualTo(0.7);
	}

	@Example
	void afterAHalfLifeTheOldHalfIsLeft() {
		Smoothing smoothing = new Smoothing(1000);
		smoothing.add(1, 0);
		assertThat(smoothing.add(0, 1000)).isCloseTo(0.5, within(1e-9));
		assertThat(smoothing.add(0, 2000)).isCloseTo(0.25, within(1e-9));
	}

	@Example
	void twoSamplesAtTheSameTimeCountOnce() {
		Smoothing smoothing = new Smoothing(1000);
		smoothing.add(1, 0);
		assertThat(smoothing.add(0, 0)).isEqualTo(1);
	}

	@Property(tries = 100)
	void howOftenIsSampledMakesNoDifference(@ForAll @IntRange(min = 1, max = 50) int steps,
			@ForAll @DoubleRange(max = 1) double before, @ForAll @DoubleRange(max = 1) double after) {
		Smoothing once = new Smoothing(1000);
		Smoothing often = new Smoothing(1000);
		once.add(before, 0);
		often.add(before, 0);
		double last = 0;
		for (int step = 1; step <= steps; step++) {
			last = often.add(after, step * 100L);
		}
		assertThat(last).isCloseTo(once.add(after, steps * 100L), within(1e-9));
	}

	@Property(tries = 100)
	void theAverageStaysWithinTheSamples(@ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 1) Double> samples) {
		Smoothing smoothing = new Smoothing(1000);
		double least = samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
		double most = samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
		for (int i = 0; i < samples.size(); i++) {
			assertThat(smoothing.add(samples.get(i), i * 300L)).isBetween(least - 1e-9, most + 1e-9);
		}
	}

}
