package io.clusterboot.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleReader;
import io.clusterboot.simulator.schedule.ScheduleWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SimulatorMain}: what is printed, and the exit codes.
 */
class SimulatorMainTests {

	private static final String FAILING = "name: planted\nnodes: 3\nduration: 10s\nexpectations:\n  - {clusters: 2, at: end}\n";

	@TempDir
	private Path folder;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private int run(String... args) {
		return SimulatorMain.run(new PrintWriter(this.out, true), new PrintWriter(this.err, true), args);
	}

	private String file(String yaml) throws IOException {
		return Files.writeString(this.folder.resolve("schedule.yaml"), yaml).toString();
	}

	@Test
	void theScenariosAreListed() {
		assertThat(run("list")).isZero();
		assertThat(this.out.toString().lines()).hasSizeGreaterThan(30)
			.anyMatch((line) -> line.matches("split-60-40 +10, 5, 100 +The majority goes on.*"))
			.anyMatch((line) -> line.startsWith("random-liveness"));
	}

	@Test
	void aRunThatPassesIsToldToPeople() {
		assertThat(run("run", "formation", "--nodes", "3", "--seed", "5")).isZero();
		assertThat(this.out.toString()).startsWith("passed formation, 3 nodes, seed 5").contains("agreement", "p50");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void jsonIsOneLineWithAllFields() {
		assertThat(run("run", "formation", "--nodes", "3", "--json")).isZero();
		assertThat(this.out.toString().lines()).hasSize(1);
		JsonNode json = JsonMapper.builder().build().readTree(this.out.toString());
		assertThat(json.propertyNames()).containsExactly("scenario", "nodes", "seed", "passed", "violations",
				"virtualSeconds", "wallSeconds", "events", "detectionMillis", "agreementMillis", "incidents",
				"falsePositives", "bytesPerNodePerSecond", "framesPerNodePerSecond", "maxQueueBytes",
				"distinctSizesSeen", "hash");
		assertThat(json.get("scenario").stringValue()).isEqualTo("formation");
		assertThat(json.get("nodes").intValue()).isEqualTo(3);
		assertThat(json.get("passed").booleanValue()).isTrue();
		assertThat(json.get("violations").isArray()).isTrue();
		assertThat(json.get("agreementMillis").propertyNames()).containsExactly("p50", "p99", "max");
		assertThat(json.get("agreementMillis").get("max").longValue()).isPositive();
		assertThat(json.get("detectionMillis").get("max").isNull()).isTrue();
		assertThat(json.get("incidents").get(0).propertyNames()).containsExactly("what", "atMillis", "nodes",
				"detectionMillis", "agreementMillis");
		assertThat(json.get("incidents").get(0).get("what").stringValue()).isEqualTo("start");
		assertThat(json.get("bytesPerNodePerSecond").doubleValue()).isPositive();
	}

	@Test
	void manySeedsAreALineEachInJsonAndASummaryForPeople() {
		assertThat(run("run", "formation", "--nodes", "3", "--seeds", "98-102", "--json", "--threads", "2")).isZero();
		assertThat(this.out.toString()
			.lines()
			.map((line) -> JsonMapper.builder().build().readTree(line).get("seed").intValue()))
			.containsExactly(98, 99, 100, 101, 102);
		this.out.getBuffer().setLength(0);
		assertThat(run("run", "formation", "--nodes", "3", "--seeds", "1-5")).isZero();
		assertThat(this.out.toString().lines()).singleElement()
			.satisfies((line) -> assertThat(line).startsWith("5 runs of formation, 0 failed"));
	}

	@Test
	void aRunThatFailsIsToldWithTheLineThatReproducesIt() throws IOException {
		String file = file(FAILING);
		assertThat(run("run", "--file", file, "--seed", "7", "--minutes", "0.5", "--set", "cluster.min-members=2"))
			.isEqualTo(1);
		assertThat(this.out.toString()).startsWith("FAILED planted, 3 nodes, seed 7").contains("there are 1");
		assertThat(this.err.toString()).isEqualToIgnoringNewLines(
				"Reproduce it with: java -jar cluster-simulator/target/cluster-simulator.jar run --file " + file
						+ " --seed 7 --minutes 0.5 --set cluster.min-members=2");
	}

	@Test
	void ofManySeedsOnlyTheFailuresAreToldToPeople() throws IOException {
		assertThat(run("run", "--file", file(FAILING), "--seeds", "1-3")).isEqualTo(1);
		assertThat(this.out.toString()).contains("FAILED planted, 3 nodes, seed 1", "FAILED planted, 3 nodes, seed 3",
				"3 runs of planted, 3 failed");
		assertThat(this.err.toString().lines()).hasSize(3);
	}

	@Test
	void theReportIsWritten() throws IOException {
		Path page = this.folder.resolve("out.html");
		assertThat(run("run", "formation", "--nodes", "3", "--report", page.toString())).isZero();
		assertThat(page).content().contains("<html", "run formation --nodes 3 --seed 1");
	}

	@Test
	void settingsReachTheNodes() {
		assertThat(run("run", "pause-60s", "--nodes", "3", "--set", "cluster.downing.strategy=none")).isEqualTo(1);
		assertThat(this.out.toString()).contains("downed=sleeper");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					run                                                     | SCENARIO
					run no-such-thing                                       | There is no scenario 'no-such-thing', there are [formation
					run formation --file x.yaml                             | mutually exclusive
					run --file /no/such/file.yaml                           | There is no file /no/such/file.yaml
					run formation --nodes many                              | --nodes
					run formation --nodes -1                                | must be more than 0
					run formation --seeds 5                                 | no range of seeds such as 1-1000
					run formation --seeds 9-1                               | no range of seeds such as 1-1000
					run formation --seed 1 --seeds 1-2                      | exclude each other
					run formation --seeds 1-2 --report x.html               | --report shows one run
					run formation --set cluster.colour=red                  | cluster.colour: there is no such setting
					run formation --set cluster.downing.strategy=best       | cluster.downing.strategy: 'best' is none of
					run split-60-40 --minutes 1                             | comes at 1m10s
					run bad-link --nodes 2                                  | node 2 of '2' does not exist
					run formation --colour red                              | Unknown option
					dance                                                   | dance
					""",
			quoteCharacter = '"')
	void wrongUsageIsToldWithExitCodeTwo(String line, String message) {
		assertThat(run(line.split(" +"))).isEqualTo(2);
		String expected = message.trim().replace("comes at 1m10s", "but the run takes only 1m");
		assertThat(this.err.toString()).contains(expected).contains("--help").doesNotContain("\tat ");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void nothingToDoShowsTheUsage() {
		assertThat(run()).isEqualTo(2);
		assertThat(this.err.toString()).contains("list", "run");
	}

	@Test
	void aMistakeInAFileIsToldWithItsLine() throws IOException {
		String file = file("name: x\nfaults:\n  - {crash: 9, at: 5s}\n");
		assertThat(run("run", "--file", file)).isEqualTo(2);
		assertThat(this.err.toString()).startsWith(file + ": line 3: node 9 of '9' does not exist");
	}

	@Test
	void aScheduleThatWasPrintedRunsAgain() throws IOException {
		Schedule schedule = ScheduleReader.read(FAILING);
		assertThat(run("run", "--file", file(ScheduleWriter.write(schedule)))).isEqualTo(1);
	}

}
