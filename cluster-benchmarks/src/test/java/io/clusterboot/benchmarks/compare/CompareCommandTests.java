package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CompareCommand} with runs that are made up.
 */
class CompareCommandTests {

	private static final String BY_HAND = "# Figures\n\nBy hand.\n";

	private final List<Run> runs = new ArrayList<>();

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@TempDir
	private Path folder = Path.of(".");

	@BeforeEach
	void writeByHand() throws IOException {
		Files.writeString(document(), BY_HAND);
	}

	@Test
	void figuresStandSideBySide() throws IOException {
		assertThat(execute(this::wellBehaved, "--nodes", "3", "--profiles", "default", "--rounds", "3")).isZero();
		assertThat(this.runs).extracting(Run::system)
			.containsExactly(MeasuredSystem.CLUSTERBOOT, MeasuredSystem.PEKKO, MeasuredSystem.CLUSTERBOOT,
					MeasuredSystem.PEKKO, MeasuredSystem.CLUSTERBOOT, MeasuredSystem.PEKKO);
		assertThat(row(this.out.toString(), "Leave", "pekko")).containsExactly("Leave", "s", "3 nodes, default",
				"pekko", "4.10", "4.20", "4.30", "3", "0.29", "0.27", "0.30");
		assertThat(this.err.toString()).contains("Run 1 of 6: clusterboot, 3 nodes, default, round 1", "  leave 1.10 s",
				"Run 6 of 6: pekko, 3 nodes, default, round 3; about 0 s left");
		String text = Files.readString(document());
		assertThat(text).startsWith(BY_HAND)
			.contains("compare --systems clusterboot,pekko --measures formation,leave --nodes 3", "### Leave\n",
					"1.10 - 1.20 - 1.30", "0.29 (0.27 to 0.30)", "No run failed", "UnreachableMember",
					"(charts/membership-leave.svg)")
			.doesNotContain(this.folder.toString());
		assertThat(this.folder.resolve("docs/charts/membership-formation-suspicions.svg")).doesNotExist();
		assertThat(this.folder.resolve("docs/charts/membership-leave.svg")).content().contains("<svg", "3 nodes");
	}

	@Test
	void whatFailsOrIsGivenUpIsTold() throws IOException {
		assertThat(execute(this::givesUp, "--nodes", "3", "--profiles", "default", "--rounds", "1")).isZero();
		assertThat(row(this.out.toString(), "Formation", "pekko")).contains("> 120", "< 0.008");
		assertThat(row(this.out.toString(), "Leave", "pekko")).contains("failed", "peer failed");
		assertThat(Files.readString(document())).contains("### Given up or failed",
				"- pekko, 3 nodes, default, round 1: formation not within 120 s\n",
				"- pekko, 3 nodes, default, round 1: leave failed: the cluster did not form\n");
	}

	@Test
	void limitsMayDiffer() throws IOException {
		assertThat(execute(this::givesUp, "--nodes", "3", "--profiles", "default", "--rounds", "1")).isZero();
		this.out.getBuffer().setLength(0);
		assertThat(execute((run, measures, results) -> {
			results.accept(line(run, Measure.FORMATION, 200_000));
			return Optional.empty();
		}, "--nodes", "3", "--profiles", "default", "--rounds", "2", "--limit-seconds", "300", "--resume")).isZero();
		assertThat(row(this.out.toString(), "Formation", "pekko")).contains("200.00", "> 120");
		assertThat(Files.readString(document())).contains("120 s; 300 s", "charts/membership-formation.svg");
	}

	@Test
	void aRunThatBreaksOffIsTold() throws IOException {
		execute((run, measures, results) -> Optional.of("the run ended with exit code 1"), "--nodes", "3", "--rounds",
				"1");
		assertThat(Files.readString(document())).contains("formation failed: the run ended with exit code 1",
				"leave failed: the run ended with exit code 1");
	}

	@Test
	void anInterruptedComparisonGoesOnWhereItStopped() throws IOException {
		assertThat(execute((run, measures, results) -> {
			if (this.runs.size() == 2) {
				results.accept(line(run, Measure.FORMATION, 1));
				throw new IOException("Interrupted");
			}
			return wellBehaved(run, measures, results);
		}, "--nodes", "3", "--profiles", "default", "--rounds", "2")).isEqualTo(1);
		assertThat(Files.readString(document())).isEqualTo(BY_HAND);
		this.runs.clear();
		assertThat(execute(this::wellBehaved, "--nodes", "3", "--profiles", "default", "--rounds", "2", "--resume"))
			.isZero();
		assertThat(this.runs).extracting(Run::toString)
			.containsExactly("pekko, 3 nodes, default, round 1", "clusterboot, 3 nodes, default, round 2",
					"pekko, 3 nodes, default, round 2");
		assertThat(row(this.out.toString(), "Leave", "pekko")).contains("4.10", "4.15", "4.20");
	}

	@Test
	void resultsAreNotMixedUnasked() throws IOException {
		execute(this::wellBehaved, "--nodes", "3", "--rounds", "1");
		this.runs.clear();
		assertThat(execute(this::wellBehaved, "--nodes", "3", "--rounds", "1")).isEqualTo(2);
		assertThat(this.runs).isEmpty();
		assertThat(this.err.toString()).contains("--resume goes on with them");
	}

	@Test
	void theReportCanBeWrittenAgain() throws IOException {
		execute(this::wellBehaved, "--nodes", "3,5", "--rounds", "2");
		String text = Files.readString(document());
		byte[] chart = Files.readAllBytes(this.folder.resolve("docs/charts/membership-formation-tuned.svg"));
		Files.writeString(document(), BY_HAND);
		this.runs.clear();
		assertThat(execute(this::wellBehaved, "--report-only")).isZero();
		assertThat(this.runs).isEmpty();
		assertThat(document()).hasContent(text);
		assertThat(this.folder.resolve("docs/charts/membership-formation-tuned.svg")).hasBinaryContent(chart);
	}

	@Test
	void otherModesStandBeside() throws IOException {
		execute(this::wellBehaved, "--nodes", "3", "--profiles", "default", "--rounds", "1");
		execute(this::wellBehaved, "--nodes", "3", "--profiles", "default", "--rounds", "1", "--busy", "--resume");
		assertThat(Files.readString(document())).contains("| 3 nodes, default ", "| 3 nodes, default, busy ",
				"charts/membership-leave-busy.svg", "--rounds 1 --busy --resume\n");
	}

	@Test
	void wrongUsageIsNamed() {
		assertThat(execute(this::wellBehaved, "--nodes", "1")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--nodes must be at least 2, but is [1]");
		assertThat(execute(this::wellBehaved, "--rounds", "0")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--rounds must be at least 1, but is 0");
		assertThat(execute(this::wellBehaved, "--report-only")).isEqualTo(2);
		assertThat(this.err.toString()).contains("There are no results in");
		assertThat(this.runs).isEmpty();
	}

	private Optional<String> wellBehaved(Run run, Set<Measure> measures, Runner.Sink results) throws IOException {
		results.accept(line(run, Measure.FORMATION, 1000));
		if (measures.contains(Measure.LEAVE)) {
			int seconds = (run.system() == MeasuredSystem.CLUSTERBOOT) ? 1 : 4;
			results.accept(line(run, Measure.LEAVE, seconds * 1000 + run.round() * 100));
		}
		return Optional.empty();
	}

	private Optional<String> givesUp(Run run, Set<Measure> measures, Runner.Sink results) throws IOException {
		if (run.system() == MeasuredSystem.CLUSTERBOOT) {
			return wellBehaved(run, measures, results);
		}
		ObjectNode line = line(run, Measure.FORMATION, 0).put("notWithinSeconds", 120);
		line.remove("millis");
		results.accept(line);
		return Optional.empty();
	}

	private static ObjectNode line(Run run, Measure measure, int millis) {
		ObjectNode line = JsonMapper.shared()
			.createObjectNode()
			.put("system", run.system().toString())
			.put("profile", run.setting().profile().toString())
			.put("nodes", run.setting().nodes())
			.put("measure", measure.toString())
			.put("millis", millis);
		return run.setting().busy() ? line.put("busy", true) : line;
	}

	private Path document() throws IOException {
		return Files.createDirectories(this.folder.resolve("docs")).resolve("benchmarks.md");
	}

	/** Of the table for a terminal, the cells of the row of a figure and a system. */
	private static List<String> row(String table, String figure, String system) {
		return table.lines()
			.map((line) -> Arrays.stream(line.split("\\|"))
				.map(String::strip)
				.filter((cell) -> !cell.isEmpty())
				.toList())
			.filter((cells) -> cells.contains(figure) && cells.contains(system))
			.findFirst()
			.orElseThrow();
	}

	private int execute(Runner runner, String... arguments) {
		Runner recording = (run, measures, results) -> {
			this.runs.add(run);
			return runner.run(run, measures, results);
		};
		return new CommandLine(new CompareCommand((command) -> recording)).setCaseInsensitiveEnumValuesAllowed(true)
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(
					Stream
						.concat(Stream.of("--systems", "clusterboot,pekko", "--measures", "formation,leave", "--docs",
								this.folder.resolve("docs").toString(), "--results",
								this.folder.resolve("results.jsonl").toString()), Stream.of(arguments))
						.toArray(String[]::new));
	}

}
