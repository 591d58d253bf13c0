package io.clusterboot.runtime;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a removed node waits.
 */
class BackOffTests {

	private final BackOff backOff = new BackOff();

	@Test
	void theWaitDoublesUpToHalfAMinute() {
		for (long expected : new long[] { 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000 }) {
			assertThat(this.backOff.ended(0)).isEqualTo(expected);
		}
	}

	@Test
	void aLifeThatWasUpForAMinuteStartsAgain() {
		this.backOff.ended(0);
		this.backOff.ended(0);
		this.backOff.up(1000);
		assertThat(this.backOff.ended(61_000)).isEqualTo(1000);
	}

	@Test
	void aShortLifeDoesNot() {
		this.backOff.ended(0);
		this.backOff.up(1000);
		assertThat(this.backOff.ended(60_999)).isEqualTo(2000);
	}

}
