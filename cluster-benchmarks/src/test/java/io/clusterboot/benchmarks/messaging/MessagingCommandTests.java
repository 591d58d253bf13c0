package io.clusterboot.benchmarks.messaging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import io.clusterboot.benchmarks.messaging.MessagingCommand.System;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each system can be measured; how fast it is, is no matter of tests.
 */
class MessagingCommandTests {

	@ParameterizedTest
	@EnumSource
	void aLineTellsOfEachMeasure(System system) {
		StringWriter out = new StringWriter();
		int exit = new CommandLine(new MessagingCommand()).setOut(new PrintWriter(out))
			.execute("--system", system.name(), "--seconds", "1", "--warmup", "0");
		assertThat(exit).isZero();
		List<JsonNode> lines = out.toString().lines().map(JsonMapper.shared()::readTree).toList();
		assertThat(lines).extracting((line) -> line.path("measure").asString())
			.containsExactly("tell_one_way", "ask_1", "ask_64");
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.path("system").asString()).isEqualTo(system.name());
			assertThat(line.path("perSecond").asLong()).isPositive();
		});
		assertThat(lines.get(1).path("p50Micros").asDouble()).isPositive();
	}

}
