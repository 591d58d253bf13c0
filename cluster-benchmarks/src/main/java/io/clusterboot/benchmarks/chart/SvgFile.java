package io.clusterboot.benchmarks.chart;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes a chart as SVG. Text stays text, in the generic font of whoever looks at it.
 */
final class SvgFile {

	private static final int WIDTH = 720;

	private static final int HEIGHT = 420;

	private SvgFile() {
	}

	static void write(JFreeChart chart, Path file) {
		SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
		context.setComment(null);
		SVGGeneratorContext.GraphicContextDefaults defaults = new SVGGeneratorContext.GraphicContextDefaults();
		defaults.setFont(Look.TEXT);
		context.setGraphicContextDefaults(defaults);
		SVGGraphics2D graphics = new SVGGraphics2D(context, false);
		graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
		// else it is drawn as shapes, which nobody can search or read aloud
		TextUtils.setUseDrawRotatedStringWorkaround(false);
		chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
		Element root = graphics.getRoot();
		root.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder != null) {
				Files.createDirectories(folder);
			}
			try (Writer writer = Files.newBufferedWriter(file)) {
				graphics.stream(root, writer, true, false);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The chart cannot be written to " + file, ex);
		}
	}

	private static Document document() {
		try {
			return DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.getDOMImplementation()
				.createDocument("http://www.w3.org/2000/svg", "svg", null);
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException("There is no XML here", ex);
		}
	}

}
