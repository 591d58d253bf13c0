package io.clusterboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ProcessRunner}.
 */
class ProcessRunnerTests {

	@TempDir
	private Path folder = Path.of(".");

	@Test
	void aRunTellsWhatWasMeasured() throws Exception {
		List<ObjectNode> told = new ArrayList<>();
		Run run = new Run(1, new Setting(2, Profile.DEFAULT, false), MeasuredSystem.CLUSTERBOOT);
		assertThat(runner().run(run, EnumSet.of(Measure.FORMATION), told::add)).isEmpty();
		assertThat(told).singleElement().satisfies((line) -> {
			assertThat(Line.of(run, line).run()).isEqualTo(run);
			assertThat(line.path("millis").isNumber()).isTrue();
		});
	}

	@Test
	void aRunThatEndsBadlyIsTold() throws Exception {
		Run run = new Run(1, new Setting(1, Profile.DEFAULT, false), MeasuredSystem.CLUSTERBOOT);
		Optional<String> wrong = runner().run(run, EnumSet.of(Measure.FORMATION), (line) -> {
		});
		assertThat(wrong).hasValue("the run ended with exit code 2");
		assertThat(this.folder.resolve("log")).content().contains("--nodes must be at least 2");
	}

	private Runner runner() {
		return new ProcessRunner(new Session.Durations(1, 1, 60), this.folder.resolve("log"));
	}

}
