package io.clusterboot.load;

import io.clusterboot.api.LoadSample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the load of a node is worth telling.
 */
class LoadTests {

	private double heap = 0.5;

	private double process = 0.2;

	private double system = 0.3;

	private double delay = 100;

	private final Load load = new Load(() -> this.heap, () -> this.process, () -> this.system, () -> this.delay);

	@Test
	void aSampleHasEachOfTheFourInItsPlace() {
		assertThat(this.load.sample(0)).isEqualTo(new LoadSample(500, 200, 300, 100));
	}

	@Test
	void eachOfTheFourIsSmoothedWithAHalfLifeOfTwelveSeconds() {
		this.load.sample(0);
		this.heap = 1;
		this.process = 0;
		this.system = 0.7;
		this.delay = 300;
		assertThat(this.load.sample(12_000)).isEqualTo(new LoadSample(750, 100, 500, 200));
	}

	@Test
	void whatTheMachineNeverKnowsCountsAsIdle() {
		this.process = -1;
		this.system = Double.NaN;
		assertThat(this.load.sample(0)).isEqualTo(new LoadSample(500, 0, 0, 100));
		assertThat(this.load.sample(1000)).isEqualTo(new LoadSample(500, 0, 0, 100));
	}

	@Test
	void whatTheMachineDoesNotKnowForAMomentChangesNothing() {
		this.process = -1;
		this.load.sample(0);
		this.process = 0.4;
		this.system = Double.NaN;
		assertThat(this.load.sample(1000)).isEqualTo(new LoadSample(500, 400, 300, 100));
		this.process = -1;
		this.system = 0.3;
		assertThat(this.load.sample(2000)).isEqualTo(new LoadSample(500, 400, 300, 100));
	}

	@Test
	void theFirstSampleIsNewsEvenIfNothingIsGoingOn() {
		LoadSample idle = new LoadSample(0, 0, 0, 0);
		assertThat(this.load.isNews(idle, 3, 0)).isTrue();
		assertThat(this.load.isNews(idle, 3, 60_000)).isFalse();
		assertThat(this.load.isNews(new LoadSample(0, 0, 50, 0), 3, 120_000)).isTrue();
	}

	@Test
	void aSmallDifferenceIsNoNewsUntilItHasGrown() {
		assertThat(this.load.isNews(new LoadSample(300, 0, 0, 0), 3, 0)).isTrue();
		assertThat(this.load.isNews(new LoadSample(330, 0, 0, 0), 3, 60_000)).isFalse();
		assertThat(this.load.isNews(new LoadSample(349, 0, 0, 0), 3, 120_000)).isFalse();
		assertThat(this.load.isNews(new LoadSample(350, 0, 0, 0), 3, 180_000)).isTrue();
	}

	@Test
	void newsIsToldAtMostOnceASecond() {
		assertThat(this.load.isNews(new LoadSample(300, 0, 0, 0), 3, 5000)).isTrue();
		assertThat(this.load.isNews(new LoadSample(900, 0, 0, 0), 3, 5999)).isFalse();
		assertThat(this.load.isNews(new LoadSample(900, 0, 0, 0), 3, 6000)).isTrue();
	}

	@Test
	void inALargeClusterNewsIsToldLessOften() {
		assertThat(this.load.isNews(new LoadSample(300, 0, 0, 0), 1000, 0)).isTrue();
		assertThat(this.load.isNews(new LoadSample(900, 0, 0, 0), 1000, 49_999)).isFalse();
		assertThat(this.load.isNews(new LoadSample(900, 0, 0, 0), 1000, 50_000)).isTrue();
	}

	@Test
	void anotherLifeTellsAtOnceWhatTheLastOneHasTold() {
		LoadSample sample = new LoadSample(300, 0, 0, 0);
		assertThat(this.load.isNews(sample, 3, 0)).isTrue();
		assertThat(this.load.isNews(sample, 3, 500)).isFalse();
		this.load.forget();
		assertThat(this.load.isNews(sample, 3, 501)).isTrue();
	}

}
