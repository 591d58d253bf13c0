package io.clusterboot.benchmarks.scale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.benchmarks.chart.LineChart;

/**
 * Runs at several numbers of nodes. Of several runs at the same number the median counts.
 */
final class ScaleResults {

	private final SortedMap<Integer, List<ScaleRun>> runs = new TreeMap<>();

	ScaleResults(List<ScaleRun> runs) {
		runs.forEach((run) -> this.runs.computeIfAbsent(run.nodes(), (nodes) -> new ArrayList<>()).add(run));
	}

	/** Markdown. */
	String table() {
		StringBuilder table = new StringBuilder("| nodes | runs |");
		for (ScaleFigure figure : ScaleFigure.values()) {
			table.append(' ').append(figure.column()).append(" |");
		}
		table.append("\n|").append("---:|".repeat(2 + ScaleFigure.values().length));
		this.runs.forEach((nodes, same) -> {
			table.append(String.format(Locale.ROOT, "%n| %,d | %d |", nodes, same.size()));
			for (ScaleFigure figure : ScaleFigure.values()) {
				table.append(' ').append(figure.text(median(figure, same))).append(" |");
			}
		});
		return table.toString();
	}

	/** Writes {@code scale-*.svg}. */
	void draw(Path folder) {
		chart("A cluster forms (starts spread over 2 s)", "s", ScaleFigure.FORMATION)
			.write(folder.resolve("scale-formation.svg"));
		chart("One more node joins", "s", ScaleFigure.JOIN).write(folder.resolve("scale-join.svg"));
		chart("1 % of the nodes crash", "s", ScaleFigure.DETECTION, ScaleFigure.REMOVAL)
			.write(folder.resolve("scale-crash.svg"));
		chart("Frames that an idle node sends", "frames a second", ScaleFigure.FRAMES)
			.write(folder.resolve("scale-frames.svg"));
		chart("Bytes that an idle node sends", "bytes a second", ScaleFigure.BYTES)
			.write(folder.resolve("scale-bytes.svg"));
	}

	private LineChart chart(String title, String unit, ScaleFigure... figures) {
		LineChart chart = new LineChart(title, "nodes", unit).xLogarithmic();
		for (ScaleFigure figure : figures) {
			SortedMap<Integer, Double> points = new TreeMap<>();
			this.runs.forEach((nodes, same) -> points.put(nodes, median(figure, same)));
			chart.series(figure.series(), points);
		}
		return chart;
	}

	private static double median(ScaleFigure figure, List<ScaleRun> runs) {
		double[] sorted = runs.stream().mapToDouble(figure::of).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
