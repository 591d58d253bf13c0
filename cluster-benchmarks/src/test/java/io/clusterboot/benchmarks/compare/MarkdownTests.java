package io.clusterboot.benchmarks.compare;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link MarkdownTable} and {@link MarkedSection}.
 */
class MarkdownTests {

	@Test
	void columnsAreAligned() {
		MarkdownTable table = new MarkdownTable("a", "long");
		table.row("wide", "b");
		assertThat(table).hasToString("""
				| a    | long |
				| ---- | ---- |
				| wide | b    |
				""");
	}

	@Test
	void aRowHasAsManyCellsAsTheHeader() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MarkdownTable("a", "b").row("one"));
	}

	@Test
	void onlyTheSectionIsReplaced() {
		String document = "# Title\n\n<!-- compare:begin -->\nold\n<!-- compare:end -->\n\nrest\n";
		assertThat(MarkedSection.replace(document, "new\n"))
			.isEqualTo("# Title\n\n<!-- compare:begin -->\nnew\n<!-- compare:end -->\n\nrest\n");
	}

	@Test
	void withoutASectionItComesLast() {
		String document = MarkedSection.replace("# Title\n", "new\n");
		assertThat(document).isEqualTo("""
				# Title

				## Membership, side by side

				<!-- compare:begin -->
				new
				<!-- compare:end -->
				""");
		assertThat(MarkedSection.replace(document, "new\n")).isEqualTo(document);
	}

	@Test
	void halfASectionIsAMistake() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MarkedSection.replace("<!-- compare:begin -->\nold\n", "new\n"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MarkedSection.replace("<!-- compare:end -->\n<!-- compare:begin -->\nold\n", "new\n"));
	}

}
