package io.clusterboot.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws what the simulator's scenario {@code scale} showed, and prints it as a table.
 */
@Command(name = "scale", description = "Draws what the simulator's scenario 'scale' showed at many numbers of nodes.",
		mixinStandardHelpOptions = true)
public final class ScaleCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec = CommandSpec.create();

	@Option(names = "--results", required = true, paramLabel = "FILE",
			description = "What 'run scale --json' of the simulator printed, a line a run.")
	private Path results = Path.of("");

	@Option(names = "--into", required = true, paramLabel = "FOLDER",
			description = "Its folder 'charts' gets scale-*.svg.")
	private Path into = Path.of("");

	ScaleCommand() {
	}

	@Override
	public Integer call() {
		ScaleResults all = new ScaleResults(read());
		all.draw(this.into.resolve("charts"));
		this.spec.commandLine().getOut().println(all.table());
		this.spec.commandLine().getOut().flush();
		return 0;
	}

	private List<ScaleRun> read() {
		try (Stream<String> lines = Files.lines(this.results)) {
			return lines.filter((line) -> !line.isBlank())
				.map(JsonMapper.shared()::readTree)
				.map(ScaleRun::of)
				.toList();
		}
		catch (IOException | JacksonException | IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), this.results + ": " + ex.getMessage(), ex);
		}
	}

}
