package io.clusterboot.benchmarks.chart;

import java.nio.file.Path;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;

/**
 * Bars side by side: for each group, such as what was measured, one for each system. A
 * bar ends at the median, and a thin line goes from the least to the most. Systems and
 * groups are drawn in the order in which they came.
 */
public final class BarChart {

	private final String title;

	private final String valueLabel;

	private final Spans spans = new Spans();

	private boolean logarithmic;

	/**
	 * Creates a chart without bars.
	 * @param title what it shows
	 * @param valueLabel what goes up, with its unit
	 */
	public BarChart(String title, String valueLabel) {
		this.title = title;
		this.valueLabel = valueLabel;
	}

	/**
	 * Upwards the axis is logarithmic; all values must be more than 0.
	 * @return this
	 */
	public BarChart logarithmic() {
		this.logarithmic = true;
		return this;
	}

	/**
	 * Adds a bar. Where a system has no bar in a group its place stays empty.
	 * @param system what the legend calls it
	 * @param group what is written below the bars that stand together
	 * @param least the least that was measured
	 * @param median the median
	 * @param most the most that was measured
	 * @return this
	 * @throws IllegalArgumentException if they are not in order
	 */
	public BarChart bar(String system, String group, double least, double median, double most) {
		this.spans.add(system, group, new Spans.Span(least, median, most));
		return this;
	}

	/**
	 * Writes the chart.
	 * @param file an SVG file; the same chart gives the same bytes
	 */
	public void write(Path file) {
		CategoryAxis groups = new CategoryAxis();
		groups.setTickLabelFont(Look.TEXT);
		ValueAxis up = Look.axis(this.valueLabel, this.logarithmic);
		up.setRange(this.spans.range(this.logarithmic));
		SpanRenderer renderer = new SpanRenderer(this.spans);
		for (int i = 0; i < this.spans.medians().getRowCount(); i++) {
			renderer.setSeriesPaint(i, Look.paint(i));
		}
		CategoryPlot plot = new CategoryPlot(this.spans.medians(), groups, up, renderer);
		plot.setBackgroundPaint(Look.BACKGROUND);
		plot.setRangeGridlinePaint(Look.GRID);
		SvgFile.write(Look.chart(new JFreeChart(this.title, Look.TITLE, plot, true)), file);
	}

}
