package io.clusterboot.simulator.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Scenarios}: each of them passes with few nodes.
 */
class ScenariosTests {

	/** What would take long is run for so many virtual minutes only. */
	private static final Map<String, Integer> SHORTER = Map.of("churn", 10);

	@ParameterizedTest
	@MethodSource("names")
	void passesWithFewNodes(String name) {
		Scenario scenario = Scenarios.find(name).orElseThrow();
		int nodes = Stream.concat(Stream.of(scenario.nodes()), scenario.sizes().stream())
			.min(Integer::compare)
			.orElse(0);
		Schedule schedule = scenario.schedule(1, nodes, SHORTER.getOrDefault(name, 0) * 60_000L);
		Result result = Play.of(schedule, 1);
		assertThat(result.violations()).as("%s with %s nodes, seed 1", name, nodes).isEmpty();
	}

	private static List<String> names() {
		return Scenarios.all().stream().map(Scenario::name).toList();
	}

	@Test
	void everyScenarioThatIsWrittenIsListedByItsName() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/scenarios"))) {
			List<String> written = files.map((file) -> file.getFileName().toString().replace(".yaml", "")).toList();
			assertThat(names()).containsAll(written).contains("random", "random-liveness").doesNotHaveDuplicates();
			assertThat(names()).hasSize(written.size() + 2);
		}
	}

	@Test
	void everyScenarioSaysInOneLineWhatItShows() {
		assertThat(Scenarios.all()).allSatisfy((scenario) -> {
			assertThat(scenario.description()).isNotBlank().hasSizeLessThan(120).doesNotContain("\n");
			scenario.sizes().forEach((size) -> assertThat(scenario.schedule(1, size, 0).nodes()).isEqualTo(size));
		});
	}

	@Test
	void anUnknownNameIsNoScenario() {
		assertThat(Scenarios.find("no-such-thing")).isEmpty();
	}

}
