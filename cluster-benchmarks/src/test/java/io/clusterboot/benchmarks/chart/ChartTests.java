package io.clusterboot.benchmarks.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link LineChart} and {@link BarChart}.
 */
class ChartTests {

	@TempDir
	private Path folder = Path.of(".");

	@Test
	void linesNameTheirSeriesAndAxes() throws Exception {
		Path file = this.folder.resolve("new").resolve("lines.svg");
		lines().write(file);
		assertThat(texts(file)).contains("Formation", "nodes", "ms", "one-system", "another system", "100", "1,000",
				"10,000");
	}

	@Test
	void barsNameSystemsAndGroups() throws Exception {
		Path file = this.folder.resolve("bars.svg");
		bars().write(file);
		assertThat(texts(file)).contains("Times", "ms", "one", "other", "join", "crash");
	}

	@Test
	void barsMayBeLogarithmic() throws Exception {
		Path file = this.folder.resolve("bars.svg");
		bars().logarithmic().write(file);
		assertThat(texts(file)).contains("1", "10", "100", "1,000").doesNotContain("0.1", "10,000");
	}

	@Test
	void theSameChartGivesTheSameBytes() throws IOException {
		Path one = this.folder.resolve("one.svg");
		Path other = this.folder.resolve("other.svg");
		lines().write(one);
		lines().write(other);
		assertThat(other).hasSameBinaryContentAs(one);
		bars().write(one);
		bars().write(other);
		assertThat(other).hasSameBinaryContentAs(one);
	}

	@Test
	void textIsInAGenericFont() throws IOException {
		Path file = this.folder.resolve("bars.svg");
		bars().write(file);
		assertThat(Files.readString(file)).contains("sans-serif").doesNotContain("Dialog", "DejaVu");
	}

	@Test
	void valuesOfABarAreInOrder() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BarChart("", "").bar("one", "join", 2, 1, 3))
			.withMessageContaining("least 2.0, median 1.0, most 3.0");
	}

	private static LineChart lines() {
		return new LineChart("Formation", "nodes", "ms").xLogarithmic()
			.series("one-system", Map.of(1000, 2840, 100, 2179, 10_000, 4000.5))
			.series("another system", Map.of(100, 10, 1000, 12));
	}

	private static BarChart bars() {
		return new BarChart("Times", "ms").bar("one", "join", 2, 9, 100)
			.bar("other", "join", 200, 250, 2000)
			.bar("other", "crash", 30, 30, 30);
	}

	private static List<String> texts(Path file) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		Document document = factory.newDocumentBuilder().parse(file.toFile());
		NodeList nodes = document.getElementsByTagName("text");
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			texts.add(nodes.item(i).getTextContent().trim());
		}
		return texts;
	}

}
