package io.clusterboot.benchmarks.compare;

import java.time.Duration;
import java.util.List;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Profile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Remaining}.
 */
class RemainingTests {

	private final Remaining remaining = new Remaining();

	@Test
	void nothingIsKnownAtFirst() {
		assertThat(this.remaining.estimate(List.of(run(1, MeasuredSystem.PEKKO)))).isEmpty();
	}

	@Test
	void aRunTakesAsLongAsThoseLikeIt() {
		this.remaining.took(run(1, MeasuredSystem.PEKKO), Duration.ofSeconds(10));
		this.remaining.took(run(2, MeasuredSystem.PEKKO), Duration.ofSeconds(20));
		this.remaining.took(run(1, MeasuredSystem.CLUSTERBOOT), Duration.ofSeconds(3));
		assertThat(this.remaining.estimate(List.of(run(3, MeasuredSystem.PEKKO), run(2, MeasuredSystem.CLUSTERBOOT))))
			.hasValue(Duration.ofSeconds(18));
	}

	@Test
	void anUnknownOneTakesAsLongAsAllOnTheAverage() {
		this.remaining.took(run(1, MeasuredSystem.PEKKO), Duration.ofSeconds(10));
		this.remaining.took(run(1, MeasuredSystem.CLUSTERBOOT), Duration.ofSeconds(2));
		assertThat(this.remaining.estimate(List.of(run(1, MeasuredSystem.JGROUPS)))).hasValue(Duration.ofSeconds(6));
	}

	private static Run run(int round, MeasuredSystem system) {
		return new Run(round, new Setting(3, Profile.DEFAULT, false), system);
	}

}
