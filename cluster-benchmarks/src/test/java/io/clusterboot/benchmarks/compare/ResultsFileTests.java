package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of {@link ResultsFile}.
 */
class ResultsFileTests {

	private static final Line LINE = Line
		.failed(new Run(1, new Setting(3, Profile.DEFAULT, false), MeasuredSystem.PEKKO), Measure.LEAVE, "any");

	@TempDir
	private Path folder = Path.of(".");

	@Test
	void whatIsAppendedIsReadAgain() throws IOException {
		ResultsFile file = new ResultsFile(this.folder.resolve("new").resolve("results.jsonl"));
		Session session = new Session("2026-01-02T03:04:05Z", 0.5, new Machine(2, "one", 1024, "linux", "jvm"),
				Map.of("pekko", "1.7.0"), new Session.Durations(30, 10, 120), List.of("--rounds", "1"));
		file.append(session);
		file.append(LINE);
		assertThat(file.read().sessions()).containsExactly(session);
		assertThat(file.read().lines()).containsExactly(LINE);
	}

	@Test
	void noFileIsEmpty() throws IOException {
		ResultsFile file = new ResultsFile(this.folder.resolve("results.jsonl"));
		assertThat(file.exists()).isFalse();
		assertThat(file.read().lines()).isEmpty();
	}

	@Test
	void theRestOfALineThatWasBrokenOffIsNoResult() throws IOException {
		Path path = this.folder.resolve("results.jsonl");
		ResultsFile file = new ResultsFile(path);
		file.append(LINE);
		Files.writeString(path, "{\"round\":1,\"sys", StandardOpenOption.APPEND);
		assertThat(file.read().lines()).containsExactly(LINE);
		file.append(LINE);
		assertThat(file.read().lines()).containsExactly(LINE, LINE);
	}

	@Test
	void aLineThatIsNoResultIsNamed() throws IOException {
		Path path = this.folder.resolve("results.jsonl");
		ResultsFile file = new ResultsFile(path);
		file.append(LINE);
		Files.writeString(path, "{\"round\":1}\n", StandardOpenOption.APPEND);
		assertThatIOException().isThrownBy(file::read)
			.withMessageContaining("Line 2 of")
			.withMessageContaining("round");
	}

}
