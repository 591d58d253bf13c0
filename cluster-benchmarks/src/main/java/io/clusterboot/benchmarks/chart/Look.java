package io.clusterboot.benchmarks.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.title.LegendTitle;

/**
 * How all charts look.
 */
final class Look {

	static final Paint BACKGROUND = Color.WHITE;

	static final Paint GRID = new Color(0xcccccc);

	static final Paint LINES = new Color(0x333333);

	/** In an SVG file the generic family. */
	static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

	static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

	/** Those of Okabe and Ito, which the colour-blind can tell from each other. */
	private static final List<Color> PAINTS = List.of(new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73),
			new Color(0xcc79a7), new Color(0xe69f00), new Color(0x56b4e9), new Color(0x000000));

	private Look() {
	}

	static Paint paint(int series) {
		return PAINTS.get(series % PAINTS.size());
	}

	static ValueAxis axis(String label, boolean logarithmic) {
		ValueAxis axis = logarithmic ? new DecadeAxis() : linear();
		axis.setLabel(label);
		axis.setLabelFont(TEXT);
		axis.setTickLabelFont(TEXT);
		return axis;
	}

	private static NumberAxis linear() {
		NumberAxis axis = new NumberAxis();
		axis.setAutoRangeIncludesZero(true);
		axis.setNumberFormatOverride(format());
		return axis;
	}

	/** The same wherever it is drawn. */
	static NumberFormat format() {
		return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
	}

	static JFreeChart chart(JFreeChart chart) {
		chart.setBackgroundPaint(BACKGROUND);
		chart.getTitle().setPaint(LINES);
		LegendTitle legend = chart.getLegend();
		legend.setItemFont(TEXT);
		legend.setFrame(BlockBorder.NONE);
		return chart;
	}

}
