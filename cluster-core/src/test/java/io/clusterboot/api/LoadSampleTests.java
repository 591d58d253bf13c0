package io.clusterboot.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * How busy a node is: ranges, what is left, and what counts as a difference.
 */
class LoadSampleTests {

	private static final LoadSample IDLE = new LoadSample(0, 0, 0, 0);

	@Test
	void partsAreRoundedToThousandths() {
		assertThat(LoadSample.of(0.1234, 0.9996, 0.5, 17.9)).isEqualTo(new LoadSample(123, 1000, 500, 17));
	}

	@Test
	void whatIsOutOfRangeIsBroughtIntoIt() {
		assertThat(LoadSample.of(-1, 2, Double.NaN, -5)).isEqualTo(new LoadSample(0, 1000, 0, 0));
		assertThat(LoadSample.of(0, 0, 0, 1e18)).isEqualTo(new LoadSample(0, 0, 0, LoadSample.MOST_DELAY_MICROS));
		assertThat(LoadSample.of(0, 0, 0, Double.NaN)).isEqualTo(IDLE);
	}

	@Test
	void aSampleOutOfRangeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new LoadSample(1001, 0, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new LoadSample(0, -1, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new LoadSample(0, 0, 1001, 0));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new LoadSample(0, 0, 0, LoadSample.MOST_DELAY_MICROS + 1));
	}

	@Test
	void whatIsLeftIsTheMeanOfHeapProcessorsAndQueue() {
		assertThat(IDLE.spare()).isEqualTo(1);
		assertThat(new LoadSample(1000, 1000, 1000, LoadSample.MOST_DELAY_MICROS).spare()).isZero();
		assertThat(new LoadSample(600, 0, 0, 0).spare()).isCloseTo(0.8, within(1e-9));
		assertThat(new LoadSample(0, 300, 900, 0).spare()).isCloseTo(0.7, within(1e-9));
		assertThat(new LoadSample(0, 0, 0, 50_000).spare()).isCloseTo(5.0 / 6, within(1e-9));
	}

	@Test
	void fivePercentOfAPartIsADifference() {
		LoadSample sample = new LoadSample(500, 500, 500, 0);
		assertThat(sample.differsFrom(sample)).isFalse();
		assertThat(sample.differsFrom(new LoadSample(549, 451, 549, 0))).isFalse();
		assertThat(sample.differsFrom(new LoadSample(550, 500, 500, 0))).isTrue();
		assertThat(sample.differsFrom(new LoadSample(500, 450, 500, 0))).isTrue();
		assertThat(sample.differsFrom(new LoadSample(500, 500, 550, 0))).isTrue();
	}

	@Test
	void aQueueDelayThatDoublesIsADifferenceFromAMillisecondOn() {
		assertThat(delay(500).differsFrom(delay(1000))).isFalse();
		assertThat(delay(500).differsFrom(delay(1001))).isTrue();
		assertThat(delay(10_000).differsFrom(delay(19_999))).isFalse();
		assertThat(delay(10_000).differsFrom(delay(20_000))).isTrue();
		assertThat(delay(20_000).differsFrom(delay(10_000))).isTrue();
	}

	private static LoadSample delay(int micros) {
		return new LoadSample(0, 0, 0, micros);
	}

}
