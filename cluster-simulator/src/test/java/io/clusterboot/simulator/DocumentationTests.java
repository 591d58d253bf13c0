package io.clusterboot.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.scenario.Scenarios;
import io.clusterboot.simulator.schedule.ScheduleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation of the simulator shows works.
 */
class DocumentationTests {

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@MethodSource("examples")
	void eachExampleRunsAndPasses(String yaml) {
		assertThat(Play.of(ScheduleReader.read(yaml), 1).violations()).isEmpty();
	}

	private static List<String> examples() throws IOException {
		return EXAMPLE.matcher(text()).results().map((match) -> match.group(1)).toList();
	}

	private static String text() throws IOException {
		return Files.readString(Path.of("../docs/simulator.md"));
	}

	@Test
	void thereAreThreeExamples() throws IOException {
		assertThat(examples()).hasSize(3);
	}

	@Test
	void everyScenarioThatIsRunInACommandExists() throws IOException {
		assertThat(Pattern.compile("simulator\\.jar run ([a-z0-9-]+)")
			.matcher(text())
			.results()
			.map((match) -> match.group(1))).isNotEmpty()
			.allSatisfy((name) -> assertThat(Scenarios.find(name)).as(name).isPresent());
	}

}
