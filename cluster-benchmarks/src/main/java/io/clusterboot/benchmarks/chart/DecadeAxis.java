package io.clusterboot.benchmarks.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with a number at 1, 2 and 5 of each decade. The library's own ticks
 * are drawn as shapes, not as text.
 */
final class DecadeAxis extends LogAxis {

	private static final long serialVersionUID = 1L;

	private static final int DECADE = 10;

	@Override
	public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
		TextAnchor anchor = RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
		List<NumberTick> ticks = new ArrayList<>();
		int last = (int) Math.floor(Math.log10(getRange().getUpperBound()));
		for (int i = (int) Math.floor(Math.log10(getRange().getLowerBound())); i <= last; i++) {
			for (int digit = 1; digit < DECADE; digit++) {
				double value = digit * Math.pow(DECADE, i);
				if (getRange().contains(value)) {
					boolean major = digit == 1 || digit == 2 || digit == 5;
					ticks.add(new NumberTick(major ? TickType.MAJOR : TickType.MINOR, value,
							major ? Look.format().format(value) : "", anchor, anchor, 0));
				}
			}
		}
		return ticks;
	}

}
