package io.clusterboot.benchmarks.membership;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that membership can be measured; how fast it is, is no matter of tests.
 */
class MembershipCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void aLineTellsOfEachMeasure() {
		assertThat(execute("--system", "clusterboot", "--nodes", "3", "--measures", "formation,leave,crash", "--here"))
			.isZero();
		List<JsonNode> lines = this.out.toString().lines().map(JsonMapper.shared()::readTree).toList();
		assertThat(lines).extracting((line) -> line.path("measure").asString())
			.containsExactly("formation", "leave", "crash");
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.path("system").asString()).isEqualTo("clusterboot");
			assertThat(line.path("profile").asString()).isEqualTo("default");
			assertThat(line.path("nodes").asInt()).isEqualTo(3);
			assertThat(line.path("millis").isIntegralNumber()).isTrue();
		});
		assertThat(lines.get(2).path("event").asString()).isEqualTo("MemberUnreachable");
	}

	@Test
	void oneNodeIsNoCluster() {
		assertThat(execute("--system", "clusterboot", "--nodes", "1")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--nodes must be at least 2, but is 1");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void anUnknownSystemIsNamed() {
		assertThat(execute("--system", "zookeeper")).isEqualTo(2);
		assertThat(this.err.toString()).contains("'--system'", "zookeeper", "clusterboot");
		assertThat(this.out.toString()).isEmpty();
	}

	private int execute(String... arguments) {
		return new CommandLine(new MembershipCommand()).setCaseInsensitiveEnumValuesAllowed(true)
			.setOut(new PrintWriter(this.out))
			.setErr(new PrintWriter(this.err))
			.execute(arguments);
	}

}
