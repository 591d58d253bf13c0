package io.clusterboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.clusterboot.benchmarks.chart.BarChart;
import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Profile;

/**
 * A chart for each figure and mode, with a group of bars for each number of nodes. What
 * was given up is drawn as the limit; what failed is left out, and so is a chart that
 * would show nothing but zeros.
 */
final class Charts {

	/** Where values differ by more, small ones could not be told apart. */
	private static final double LINEAR = 20;

	private final Results results;

	Charts(Results results) {
		this.results = results;
	}

	/**
	 * The charts of a figure.
	 * @param figure the figure
	 * @return the names of the files, each with the mode that it shows
	 */
	Map<String, String> names(Figure figure) {
		Map<String, String> names = new LinkedHashMap<>();
		for (Setting setting : this.results.settings(figure)) {
			if (bars(figure, setting.mode()).stream().anyMatch((bar) -> bar.most > 0)) {
				names.put(name(figure, setting), setting.mode());
			}
		}
		return names;
	}

	/**
	 * Writes all charts.
	 * @param folder where to
	 */
	void write(Path folder) {
		for (Figure figure : this.results.figures()) {
			names(figure).forEach((name, mode) -> draw(figure, mode).write(folder.resolve(name)));
		}
	}

	private static String name(Figure figure, Setting setting) {
		String profile = (setting.profile() == Profile.DEFAULT) ? "" : "-" + setting.profile();
		return "membership-" + figure.slug() + profile + (setting.busy() ? "-busy" : "") + ".svg";
	}

	private BarChart draw(Figure figure, String mode) {
		List<Bar> bars = bars(figure, mode);
		BarChart chart = new BarChart(figure.title() + " (" + mode + ")", figure.unit());
		DoubleSummaryStatistics least = bars.stream().mapToDouble(Bar::least).summaryStatistics();
		DoubleSummaryStatistics most = bars.stream().mapToDouble(Bar::most).summaryStatistics();
		if (least.getMin() > 0 && most.getMax() > LINEAR * least.getMin()) {
			chart.logarithmic();
		}
		for (Bar bar : bars) {
			chart.bar(bar.system.toString(), bar.nodes + " nodes", bar.least, bar.median, bar.most);
		}
		return chart;
	}

	private List<Bar> bars(Figure figure, String mode) {
		List<Bar> bars = new ArrayList<>();
		for (Setting setting : this.results.settings(figure)) {
			if (setting.mode().equals(mode)) {
				for (MeasuredSystem system : this.results.systems()) {
					this.results.cell(figure, setting, system)
						.flatMap((cell) -> bar(system, setting.nodes(), cell))
						.ifPresent(bars::add);
				}
			}
		}
		return bars;
	}

	private static Optional<Bar> bar(MeasuredSystem system, int nodes, Cell cell) {
		List<Outcome> drawn = cell.sorted()
			.stream()
			.filter((outcome) -> outcome.kind() != Outcome.Kind.FAILED)
			.toList();
		if (drawn.isEmpty()) {
			return Optional.empty();
		}
		Cell rest = new Cell(drawn);
		// A limit may be less than what was measured under another limit.
		double least = rest.least().value();
		double median = Math.max(least, rest.median().value());
		double most = drawn.stream().mapToDouble(Outcome::value).reduce(median, Math::max);
		return Optional.of(new Bar(system, nodes, least, median, most));
	}

	private record Bar(MeasuredSystem system, int nodes, double least, double median, double most) {
	}

}
