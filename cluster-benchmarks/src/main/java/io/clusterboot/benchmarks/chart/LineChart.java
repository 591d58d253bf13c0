package io.clusterboot.benchmarks.chart;

import java.awt.BasicStroke;
import java.nio.file.Path;
import java.util.Map;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Lines over a number, such as the number of nodes. Series are drawn in the order in
 * which they came.
 */
public final class LineChart {

	private static final float WIDTH = 2;

	private final String title;

	private final String xLabel;

	private final String yLabel;

	private final XYSeriesCollection series = new XYSeriesCollection();

	private boolean xLogarithmic;

	private boolean yLogarithmic;

	/**
	 * Creates a chart without lines.
	 * @param title what it shows
	 * @param xLabel what goes to the right, with its unit
	 * @param yLabel what goes up, with its unit
	 */
	public LineChart(String title, String xLabel, String yLabel) {
		this.title = title;
		this.xLabel = xLabel;
		this.yLabel = yLabel;
	}

	/**
	 * To the right the axis is logarithmic; all x must be more than 0.
	 * @return this
	 */
	public LineChart xLogarithmic() {
		this.xLogarithmic = true;
		return this;
	}

	/**
	 * Upwards the axis is logarithmic; all y must be more than 0.
	 * @return this
	 */
	public LineChart yLogarithmic() {
		this.yLogarithmic = true;
		return this;
	}

	/**
	 * Adds a line.
	 * @param name what the legend calls it
	 * @param points y by x; drawn in order of x
	 * @return this
	 */
	public LineChart series(String name, Map<? extends Number, ? extends Number> points) {
		XYSeries line = new XYSeries(name);
		points.forEach(line::add);
		this.series.addSeries(line);
		return this;
	}

	/**
	 * Writes the chart.
	 * @param file an SVG file; the same chart gives the same bytes
	 */
	public void write(Path file) {
		XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
		for (int i = 0; i < this.series.getSeriesCount(); i++) {
			renderer.setSeriesPaint(i, Look.paint(i));
			renderer.setSeriesStroke(i, new BasicStroke(WIDTH));
		}
		ValueAxis right = Look.axis(this.xLabel, this.xLogarithmic);
		ValueAxis up = Look.axis(this.yLabel, this.yLogarithmic);
		XYPlot plot = new XYPlot(this.series, right, up, renderer);
		plot.setBackgroundPaint(Look.BACKGROUND);
		plot.setDomainGridlinePaint(Look.GRID);
		plot.setRangeGridlinePaint(Look.GRID);
		SvgFile.write(Look.chart(new JFreeChart(this.title, Look.TITLE, plot, true)), file);
	}

}
