package io.clusterboot.node;

import java.time.Duration;

import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.detection.LocalHealth;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far a node trusts itself. It looks every second.
 */
class FitnessTests {

	private static final FailureDetectorSettings SETTINGS = FailureDetectorSettings.DEFAULT;

	private static final long PAUSE = SETTINGS.acceptablePause().toMillis();

	private final Fitness fitness = new Fitness(SETTINGS, 0);

	@Test
	void aWellNodeTrustsItselfAndNeedsNoLook() {
		assertThat(this.fitness.isDoubted()).isTrue();
		assertThat(this.fitness.mayStartAccusation()).isTrue();
		assertThat(this.fitness.acceptablePause()).isEqualTo(PAUSE);
		assertThat(this.fitness.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void afterALongPauseItStartsNoAccusationUntilItIsBetter() {
		this.fitness.paused(60_000, 1000);
		assertThat(this.fitness.mayStartAccusation()).isFalse();
		assertThat(this.fitness.acceptablePause()).isGreaterThan(PAUSE);
		assertThat(this.fitness.deadline()).isEqualTo(2000);
		this.fitness.tick(1999);
		assertThat(this.fitness.mayStartAccusation()).isFalse();
		this.fitness.tick(2000);
		assertThat(this.fitness.mayStartAccusation()).isTrue();
		for (int i = 1; i < LocalHealth.MAY_NOT_START; i++) {
			this.fitness.tick(2000 + 1000 * i);
		}
		assertThat(this.fitness.acceptablePause()).isEqualTo(PAUSE);
		assertThat(this.fitness.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void whoIsNotHeardByAnybodyItAsksWaitsLonger() {
		this.fitness.unheard(0);
		assertThat(this.fitness.acceptablePause()).isGreaterThan(PAUSE);
	}

	@Test
	void howeverManyItAsksAboutInOneIntervalItDoubtsItselfOnce() {
		this.fitness.unheard(0);
		long once = this.fitness.acceptablePause();
		for (int i = 1; i <= 10; i++) {
			this.fitness.unheard(99 * i);
		}
		assertThat(this.fitness.acceptablePause()).isEqualTo(once);
		this.fitness.unheard(1000);
		assertThat(this.fitness.acceptablePause()).isGreaterThan(once);
	}

	@Test
	void withoutLocalHealthItTrustsItselfAlways() {
		Fitness sure = new Fitness(
				new FailureDetectorSettings(Duration.ofSeconds(1), SETTINGS.threshold(), SETTINGS.acceptablePause(),
						SETTINGS.minDeviation(), SETTINGS.observers(), SETTINGS.reachability(), false),
				0);
		sure.awake(60_000, 1000);
		sure.unheard(60_000);
		assertThat(sure.isDoubted()).isFalse();
		assertThat(sure.quietUntil()).isEqualTo(Long.MIN_VALUE);
		assertThat(sure.acceptablePause()).isEqualTo(PAUSE);
	}

	@Test
	void itSuspectsNobodyForAWhileAfterAPause() {
		this.fitness.awake(10_000, 1000);
		assertThat(this.fitness.quietUntil()).isGreaterThan(10_000);
	}

}
