package io.clusterboot.benchmarks.compare;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Ratio} and {@link Contest}.
 */
class RatioTests {

	private static final Outcome ONE = Outcome.measured(1);

	private static final Outcome FOUR = Outcome.measured(4);

	private static final Outcome GIVEN_UP = Outcome.beyond(100);

	@Test
	void numbersAreDivided() {
		assertThat(Ratio.of(ONE, FOUR)).hasToString("0.25");
		assertThat(Ratio.of(FOUR, ONE)).hasToString("4.00");
		assertThat(Ratio.of(ONE, Outcome.measured(32))).hasToString("0.031");
		assertThat(Ratio.of(Outcome.measured(12345), ONE)).hasToString("12,345.0");
	}

	@Test
	void ofWhatWasGivenUpThereIsABound() {
		assertThat(Ratio.of(ONE, GIVEN_UP)).hasToString("< 0.010");
		assertThat(Ratio.of(GIVEN_UP, FOUR)).hasToString("> 25.0");
		assertThat(Ratio.of(GIVEN_UP, GIVEN_UP)).hasToString("-");
	}

	@Test
	void aFailureIsNamed() {
		assertThat(Ratio.of(ONE, Outcome.FAILED)).hasToString("peer failed");
		assertThat(Ratio.of(GIVEN_UP, Outcome.FAILED)).hasToString("peer failed");
		assertThat(Ratio.of(Outcome.FAILED, ONE)).hasToString("failed");
		assertThat(Ratio.of(Outcome.FAILED, Outcome.FAILED)).hasToString("-");
	}

	@Test
	void nothingIsDividedByZero() {
		assertThat(Ratio.of(ONE, Outcome.measured(0))).hasToString("-");
		assertThat(Ratio.of(GIVEN_UP, Outcome.measured(0))).hasToString("-");
	}

	@Test
	void roundsAreComparedInPairs() {
		Map<Integer, Outcome> own = Map.of(1, ONE, 2, Outcome.measured(2), 3, Outcome.measured(3));
		Map<Integer, Outcome> peer = Map.of(1, FOUR, 2, Outcome.measured(10), 3, Outcome.measured(6), 4, ONE);
		assertThat(Contest.of(own, peer)).hasToString("0.40 (0.20 to 0.50)");
	}

	@Test
	void aRoundThatThePeerDidNotEndSpeaksForUs() {
		Map<Integer, Outcome> own = Map.of(1, ONE, 2, ONE, 3, ONE);
		Map<Integer, Outcome> peer = Map.of(1, ONE, 2, FOUR, 3, GIVEN_UP);
		assertThat(Contest.of(own, peer)).hasToString("0.25 (< 0.010 to 1.00)");
	}

	@Test
	void whatIsAlwaysTheSameIsSaidOnce() {
		assertThat(Contest.of(Map.of(1, ONE, 2, ONE), Map.of(1, Outcome.FAILED, 2, Outcome.FAILED)))
			.hasToString("peer failed");
		assertThat(Contest.of(Map.of(1, ONE), Map.of(1, FOUR))).hasToString("0.25");
	}

	@Test
	void roundsThatNoneEndedSayNothing() {
		assertThat(Contest.of(Map.of(1, GIVEN_UP), Map.of(1, GIVEN_UP))).hasToString("-");
	}

}
