package io.clusterboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in Markdown whose columns are aligned, so that it can be read as text as well.
 */
final class MarkdownTable {

	private final List<List<String>> rows = new ArrayList<>();

	MarkdownTable(List<String> header) {
		this.rows.add(List.copyOf(header));
	}

	MarkdownTable(String... header) {
		this(List.of(header));
	}

	/**
	 * Adds a row.
	 * @param cells as many as the header has
	 */
	void row(List<String> cells) {
		if (cells.size() != this.rows.get(0).size()) {
			throw new IllegalArgumentException("The header has " + this.rows.get(0) + ", the row " + cells);
		}
		this.rows.add(List.copyOf(cells));
	}

	void row(String... cells) {
		row(List.of(cells));
	}

	/**
	 * The text.
	 * @return lines that all end with a line feed
	 */
	@Override
	public String toString() {
		int[] widths = new int[this.rows.get(0).size()];
		for (List<String> row : this.rows) {
			for (int i = 0; i < widths.length; i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		}
		StringBuilder text = new StringBuilder();
		text.append(line(this.rows.get(0), widths));
		text.append(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
		for (List<String> row : this.rows.subList(1, this.rows.size())) {
			text.append(line(row, widths));
		}
		return text.toString();
	}

	private static String line(List<String> cells, int[] widths) {
		List<String> padded = new ArrayList<>();
		for (int i = 0; i < widths.length; i++) {
			padded.add(cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()));
		}
		return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
	}

}
