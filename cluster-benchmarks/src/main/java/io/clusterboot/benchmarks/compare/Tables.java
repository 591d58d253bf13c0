package io.clusterboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * The figures side by side.
 */
final class Tables {

	private static final String NOTHING = "-";

	private final Results results;

	Tables(Results results) {
		this.results = results;
	}

	/**
	 * All figures, a line for each system, for a terminal.
	 * @return the table
	 */
	MarkdownTable all() {
		MarkdownTable table = new MarkdownTable("figure", "unit", "setting", "system", "minimum", "median", "maximum",
				"rounds", "clusterboot to it", "least", "most");
		for (Figure figure : this.results.figures()) {
			for (Setting setting : this.results.settings(figure)) {
				for (MeasuredSystem system : this.results.systems()) {
					this.results.cell(figure, setting, system)
						.ifPresent((cell) -> table.row(row(figure, setting, system, cell)));
				}
			}
		}
		return table;
	}

	private List<String> row(Figure figure, Setting setting, MeasuredSystem system, Cell cell) {
		Optional<Contest> contest = this.results.contest(figure, setting, system);
		return List.of(figure.title(), figure.unit(), setting.toString(), system.toString(),
				figure.format(cell.least()), figure.format(cell.median()), figure.format(cell.most()),
				Integer.toString(cell.count()), contest.map((ratios) -> ratios.medians().toString()).orElse(NOTHING),
				contest.map((ratios) -> ratios.least().toString()).orElse(NOTHING),
				contest.map((ratios) -> ratios.most().toString()).orElse(NOTHING));
	}

	/**
	 * One figure, a column for each system, two lines for each setting.
	 * @param figure the figure
	 * @return the table
	 */
	MarkdownTable of(Figure figure) {
		List<String> header = new ArrayList<>();
		header.add(figure.unit());
		this.results.systems().forEach((system) -> header.add(system.toString()));
		MarkdownTable table = new MarkdownTable(header);
		for (Setting setting : this.results.settings(figure)) {
			List<String> cells = new ArrayList<>();
			List<String> ratios = new ArrayList<>();
			cells.add(setting.toString());
			ratios.add("clusterboot to it");
			for (MeasuredSystem system : this.results.systems()) {
				cells.add(this.results.cell(figure, setting, system)
					.map((cell) -> figure.format(cell) + rounds(cell, setting))
					.orElse(NOTHING));
				ratios.add(this.results.contest(figure, setting, system).map(Contest::toString).orElse(NOTHING));
			}
			table.row(cells);
			if (!ratios.stream().skip(1).allMatch(NOTHING::equals)) {
				table.row(ratios);
			}
		}
		return table;
	}

	/** Only where some are missing. */
	private String rounds(Cell cell, Setting setting) {
		int rounds = this.results.rounds(setting);
		return (cell.count() == rounds) ? "" : " (" + cell.count() + " of " + rounds + " rounds)";
	}

}
