package io.clusterboot.benchmarks.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.CategoryDataset;

/**
 * Draws bars up to the median, and over each a line from the least to the most. The
 * library's own lines of this kind are as long above a bar as below its end.
 */
final class SpanRenderer extends BarRenderer {

	private static final long serialVersionUID = 1L;

	private static final float WIDTH = 1.5f;

	private static final double CAP = 4;

	private final transient Spans spans;

	SpanRenderer(Spans spans) {
		this.spans = spans;
		setBarPainter(new StandardBarPainter());
		setShadowVisible(false);
		setItemMargin(0.05);
	}

	@Override
	public void drawItem(Graphics2D g2, CategoryItemRendererState state, Rectangle2D dataArea, CategoryPlot plot,
			CategoryAxis domainAxis, ValueAxis rangeAxis, CategoryDataset dataset, int row, int column, int pass) {
		super.drawItem(g2, state, dataArea, plot, domainAxis, rangeAxis, dataset, row, column, pass);
		if (dataset.getValue(row, column) == null) {
			return;
		}
		Spans.Span span = this.spans.at(row, column);
		double middle = calculateBarW0(plot, plot.getOrientation(), dataArea, domainAxis, state, row, column)
				+ state.getBarWidth() / 2;
		double low = rangeAxis.valueToJava2D(span.least(), dataArea, plot.getRangeAxisEdge());
		double high = rangeAxis.valueToJava2D(span.most(), dataArea, plot.getRangeAxisEdge());
		g2.setPaint(Look.LINES);
		g2.setStroke(new BasicStroke(WIDTH));
		g2.draw(new Line2D.Double(middle, low, middle, high));
		g2.draw(new Line2D.Double(middle - CAP, low, middle + CAP, low));
		g2.draw(new Line2D.Double(middle - CAP, high, middle + CAP, high));
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
