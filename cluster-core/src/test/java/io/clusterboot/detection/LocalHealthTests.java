package io.clusterboot.detection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much an observer doubts itself.
 */
class LocalHealthTests {

	private final LocalHealth health = new LocalHealth();

	@Test
	void aNewNodeIsWell() {
		assertThat(this.health.score()).isZero();
		assertThat(this.health.mayStartAccusation()).isTrue();
		assertThat(this.health.stretch(3000)).isEqualTo(3000);
	}

	@Test
	void theScoreStaysBetweenWellAndWorst() {
		this.health.improve();
		assertThat(this.health.score()).isZero();
		this.health.worsen(20);
		assertThat(this.health.score()).isEqualTo(LocalHealth.WORST);
		for (int i = 0; i < 8; i++) {
			this.health.improve();
		}
		assertThat(this.health.score()).isZero();
	}

	@Test
	void fromFourOnItConfirmsOnly() {
		this.health.worsen(3);
		assertThat(this.health.mayStartAccusation()).isTrue();
		this.health.worsen(1);
		assertThat(this.health.mayStartAccusation()).isFalse();
		this.health.improve();
		assertThat(this.health.mayStartAccusation()).isTrue();
	}

	@Test
	void theSickWaitUpToThreeTimesAsLong() {
		this.health.worsen(4);
		assertThat(this.health.stretch(3000)).isEqualTo(6000);
		this.health.worsen(4);
		assertThat(this.health.stretch(3000)).isEqualTo(9000);
	}

}
