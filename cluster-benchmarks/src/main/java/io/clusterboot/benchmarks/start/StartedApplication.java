package io.clusterboot.benchmarks.start;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application in a process of its own, from the moment that it is ready.
 */
final class StartedApplication implements AutoCloseable {

	/** The program of the JVM that runs this. */
	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final Process process;

	private final BufferedReader output;

	private final BufferedWriter input;

	private final JsonNode start;

	private StartedApplication(Process process) throws IOException {
		this.process = process;
		this.output = process.inputReader();
		this.input = process.outputWriter();
		this.start = nextReport();
	}

	/**
	 * Starts the application and waits until it is ready.
	 * @param javaOptions options of its JVM
	 * @param jar what to start
	 * @param arguments arguments of the application
	 * @return the ready application
	 * @throws IOException if it does not start
	 */
	static StartedApplication start(List<String> javaOptions, Path jar, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(javaOptions);
		command.addAll(List.of("-jar", jar.toString()));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			return new StartedApplication(process);
		}
		catch (IOException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	/**
	 * What the start took.
	 * @return the application's report
	 */
	JsonNode start() {
		return this.start;
	}

	/**
	 * What the application holds after full collections.
	 * @return the application's report
	 * @throws IOException if it ended
	 */
	JsonNode holdings() throws IOException {
		this.input.newLine();
		this.input.flush();
		return nextReport();
	}

	private JsonNode nextReport() throws IOException {
		StringBuilder log = new StringBuilder();
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.startsWith("{")) {
				return mapper.readTree(line);
			}
			log.append(line).append(System.lineSeparator());
		}
		throw new IOException("The application ended:" + System.lineSeparator() + log);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.input.close();
		// What it logs while it stops must not fill the pipe.
		this.output.lines().forEach((line) -> {
		});
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
