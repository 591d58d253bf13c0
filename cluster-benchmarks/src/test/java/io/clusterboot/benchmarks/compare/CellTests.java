package io.clusterboot.benchmarks.compare;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link Cell}.
 */
class CellTests {

	@Test
	void theMedianIsInTheMiddle() {
		Cell cell = cell(Outcome.measured(5), Outcome.measured(1), Outcome.measured(2));
		assertThat(cell.least()).isEqualTo(Outcome.measured(1));
		assertThat(cell.median()).isEqualTo(Outcome.measured(2));
		assertThat(cell.most()).isEqualTo(Outcome.measured(5));
	}

	@Test
	void ofTwoInTheMiddleItIsTheMean() {
		assertThat(cell(Outcome.measured(4), Outcome.measured(1), Outcome.measured(2), Outcome.measured(9)).median())
			.isEqualTo(Outcome.measured(3));
	}

	@Test
	void whatWasGivenUpIsWorseThanAnyNumber() {
		Cell cell = cell(Outcome.beyond(120), Outcome.measured(500), Outcome.measured(1));
		assertThat(cell.median()).isEqualTo(Outcome.measured(500));
		assertThat(cell.most()).isEqualTo(Outcome.beyond(120));
	}

	@Test
	void whatFailedIsWorseThanWhatWasGivenUp() {
		Cell cell = cell(Outcome.FAILED, Outcome.beyond(120), Outcome.measured(1));
		assertThat(cell.median()).isEqualTo(Outcome.beyond(120));
		assertThat(cell.most()).isEqualTo(Outcome.FAILED);
	}

	@Test
	void betweenANumberAndNoneIsNoMean() {
		assertThat(cell(Outcome.measured(1), Outcome.beyond(120)).median()).isEqualTo(Outcome.beyond(120));
	}

	@Test
	void ifNothingElseCameOfItAllThreeAreGivenUp() {
		Cell cell = cell(Outcome.beyond(120), Outcome.beyond(120));
		assertThat(Figure.LEAVE.format(cell)).isEqualTo("> 120 - > 120 - > 120");
	}

	@Test
	void thereIsNoEmptyCell() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cell.of(List.of()));
	}

	private static Cell cell(Outcome... outcomes) {
		return Cell.of(List.of(outcomes));
	}

}
