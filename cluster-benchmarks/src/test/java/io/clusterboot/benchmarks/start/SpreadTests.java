package io.clusterboot.benchmarks.start;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Spread}.
 */
class SpreadTests {

	@Test
	void theMiddleOfAnOddNumberIsOneOfThem() {
		assertThat(Spread.of(List.of(30L, -10L, 20L))).isEqualTo(new Spread(-10, 20, 30));
	}

	@Test
	void theMiddleOfAnEvenNumberIsTheMeanOfTwo() {
		assertThat(Spread.of(List.of(40L, 10L, 20L, 31L))).isEqualTo(new Spread(10, 26, 40));
	}

	@Test
	void oneIsAllThree() {
		assertThat(Spread.of(List.of(7L))).isEqualTo(new Spread(7, 7, 7));
	}

}
