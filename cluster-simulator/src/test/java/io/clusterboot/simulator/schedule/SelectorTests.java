package io.clusterboot.simulator.schedule;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Selector}.
 */
class SelectorTests {

	private final Population ten = new Ten();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			all                     | 0 1 2 3 4 5 6 7 8 9
			none                    | ''
			3                       | 3
			[0-2, 7]                | 0 1 2 7
			[ 0 - 2,7 ]             | refused
			[0%-40%]                | 0 1 2 3
			[40%-70%]               | 4 5 6
			running                 | 0 1 2 3 4 5 6 7
			stopped                 | 8 9
			seeds                   | 0 1
			leader                  | 0
			removed                 | 6
			others                  | 0 1 2 3 5 6 7 8 9
			sick                    | 2 3
			not sick                | 0 1 4 5 6 7 8 9
			running except seeds    | 2 3 4 5 6 7
			not [0-4, 8-9]          | 5 6 7
			random 20 of stopped    | 8 9
			random 5 of running except [2-7] | 0 1
			slice 20%               | 2 3
			""", quoteCharacter = '\'')
	void theNodesThatAreNamedAreChosen(String text, String nodes) {
		if (nodes.equals("refused")) {
			assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> Selector.parse(text));
			return;
		}
		assertThat(Selector.parse(text).choose(this.ten, new Random(1), List.of(4), 1)).containsExactlyElementsOf(
				Stream.of(nodes.split(" ")).filter((node) -> !node.isEmpty()).map(Integer::valueOf).toList());
	}

	@Test
	void slicesFollowEachOtherAndCoverAll() {
		Selector slice = Selector.parse("slice 30%");
		assertThat(Stream.of(0, 1, 2, 3)
			.flatMap((round) -> slice.choose(this.ten, new Random(1), List.of(), round).stream()))
			.containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void aShareOfFewIsAtLeastOneAndTheSameSeedDrawsTheSame() {
		Selector share = Selector.parse("random 1%");
		List<Integer> drawn = share.choose(this.ten, new Random(7), List.of(), 0);
		assertThat(drawn).hasSize(1).isEqualTo(share.choose(this.ten, new Random(7), List.of(), 0));
		assertThat(Selector.parse("random 40%").choose(this.ten, new Random(7), List.of(), 0)).hasSize(4).isSorted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[1", "[1-]", "[5-2]", "[a]", "random", "random ten", "slice", "1 2", "not ",
			"-1", "all!" })
	void whatSelectsNothingIsRefused(String text) {
		assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> Selector.parse(text));
	}

	@Test
	void aSmallerClusterLeavesTheMissingNodesOut() {
		assertThat(Selector.parse("[1, 4, 8]").below(5)).isEqualTo(Selector.parse("[1, 4]"));
		assertThat(Selector.parse("8").below(5)).isEqualTo(Selector.NONE);
		assertThat(Selector.parse("[0%-40%]").below(5)).isEqualTo(Selector.parse("[0%-40%]"));
	}

	/** Ten nodes of which the last two do not run. */
	private static final class Ten implements Population {

		@Override
		public int size() {
			return 10;
		}

		@Override
		public boolean isRunning(int node) {
			return node < 8;
		}

		@Override
		public List<Integer> seeds() {
			return List.of(0, 1);
		}

		@Override
		public List<Integer> removed() {
			return List.of(6);
		}

		@Override
		public List<Integer> leader() {
			return List.of(0);
		}

		@Override
		public List<Integer> group(String name) {
			return name.equals("sick") ? List.of(2, 3) : List.of();
		}

	}

}
