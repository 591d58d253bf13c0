package io.clusterboot.benchmarks.scale;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ScaleCommand}.
 */
class ScaleCommandTests {

	@TempDir
	private Path folder = Path.of(".");

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void aTableTellsEachNumberOfNodes() throws IOException {
		assertThat(run(line(1000, 2840, 20.45), line(100, 2100, 19.5), line(100, 2300, 19.7), "")).isZero();
		assertThat(this.out.toString().lines()).containsExactly(
				"| nodes | runs | formation, s | one join, s | 1 % crash: noticed, s | 1 % crash: removed, s | idle: frames/s a node | idle: bytes/s a node |",
				"|---:|---:|---:|---:|---:|---:|---:|---:|", "| 100 | 2 | 2.20 | 0.26 | 0.15 | 2.36 | 19.6 | 1,330 |",
				"| 1,000 | 1 | 2.84 | 0.26 | 0.15 | 2.36 | 20.5 | 1,330 |");
	}

	@Test
	void chartsAreWritten() throws IOException {
		assertThat(run(line(100, 2100, 20), line(1000, 2840, 20))).isZero();
		Path charts = this.folder.resolve("charts");
		assertThat(charts.resolve("scale-formation.svg")).content().contains("all agree on all", "2.5");
		assertThat(charts.resolve("scale-join.svg")).content().contains("all agree on the new one");
		assertThat(charts.resolve("scale-crash.svg")).content()
			.contains("all have noticed", "all agree that they are gone");
		assertThat(charts.resolve("scale-frames.svg")).content().contains("frames");
		assertThat(charts.resolve("scale-bytes.svg")).content().contains("bytes");
	}

	@Test
	void aRunThatFailedIsRefused() throws IOException {
		assertThat(run(line(100, 2100, 20).replace("true", "false"))).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(this.err.toString()).contains("No run of 'scale' that passed");
	}

	@Test
	void aRunWithoutAgreementIsRefused() throws IOException {
		assertThat(run(line(100, 2100, 20).replace("2100", "null"))).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(this.err.toString()).contains("No number 'agreementMillis'");
	}

	@Test
	void whatIsNoResultIsRefused() throws IOException {
		assertThat(run("no JSON")).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(run("{\"scenario\":\"scale\",\"passed\":true}")).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(this.err.toString()).contains("Not one formation, one join and one crash");
	}

	private int run(String... lines) throws IOException {
		Path results = this.folder.resolve("results.jsonl");
		Files.writeString(results, String.join("\n", lines));
		return new CommandLine(new ScaleCommand()).setOut(new PrintWriter(this.out))
			.setErr(new PrintWriter(this.err))
			.execute("--results", results.toString(), "--into", this.folder.toString());
	}

	private static String line(int nodes, int formation, double frames) {
		return """
				{"scenario":"scale","nodes":%d,"seed":1,"passed":true,"incidents":[\
				{"what":"start","atMillis":0,"nodes":%d,"detectionMillis":null,"agreementMillis":%d},\
				{"what":"start","atMillis":20000,"nodes":1,"detectionMillis":null,"agreementMillis":262},\
				{"what":"crash","atMillis":25000,"nodes":10,"detectionMillis":154,"agreementMillis":2357}],\
				"bytesPerNodePerSecond":1329.89,"framesPerNodePerSecond":%s}""".formatted(nodes, nodes - 1, formation,
				frames);
	}

}
