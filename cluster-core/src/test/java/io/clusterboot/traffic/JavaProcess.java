package io.clusterboot.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A JVM of its own with little memory, and what it says.
 */
final class JavaProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Process process;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Thread reader = new Thread(this::read);

	private JavaProcess(Process process) {
		this.process = process;
		this.reader.setDaemon(true);
		this.reader.start();
	}

	static JavaProcess start(Class<?> program, Object... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp",
						System.getProperty("java.class.path"), program.getName()));
		for (Object argument : arguments) {
			command.add(String.valueOf(argument));
		}
		try {
			return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.lines.add("no more output: " + ex);
		}
	}

	/** Writes a line to its input. */
	void write(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What follows a word at the start of a line, in order. */
	List<String> said(String word) {
		return this.lines.stream()
			.filter((line) -> line.equals(word) || line.startsWith(word + " "))
			.map((line) -> line.substring(Math.min(line.length(), word.length() + 1)))
			.toList();
	}

	/** The numbers that it said after a word. */
	List<Integer> numbers(String word) {
		return said(word).stream().map(Integer::valueOf).toList();
	}

	/** The last number it said after a word; 0 if there is none. */
	int last(String word) {
		List<String> said = said(word);
		return said.isEmpty() ? 0 : Integer.parseInt(said.get(said.size() - 1).split(" ")[0]);
	}

	/** Waits for a word at the start of a line. */
	String await(String word) {
		await("'" + word + "'", () -> !said(word).isEmpty());
		return said(word).get(0);
	}

	void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				fail("No " + what + " within " + PATIENCE.toSeconds() + " s, but\n" + String.join("\n", this.lines));
			}
			pause();
		}
	}

	/** Waits until it has said a number so much larger. */
	void awaitMore(String word, int more) {
		int before = last(word);
		await(more + " more of '" + word + "'", () -> last(word) >= before + more);
	}

	void signal(String signal) {
		try {
			int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(this.process.pid())).start().waitFor();
			assertThat(code).as("kill -" + signal).isZero();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Waits for its end and for its last word. */
	int awaitExit() {
		try {
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
			this.reader.join(PATIENCE.toMillis());
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	private static void pause() {
		try {
			Thread.sleep(10);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
