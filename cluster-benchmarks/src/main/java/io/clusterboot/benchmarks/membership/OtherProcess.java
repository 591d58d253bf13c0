package io.clusterboot.benchmarks.membership;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process beside this one: a member that is to be killed or stopped, or one that only
 * takes processor time.
 */
final class OtherProcess implements AutoCloseable {

	private final Process process;

	private OtherProcess(Process process) {
		this.process = process;
	}

	/**
	 * Starts the programs of this module once more, on this process' class path and with
	 * its options.
	 * @param arguments the command line
	 * @return the process, whose standard input stays open as long as this one runs
	 * @throws IOException if it cannot be started
	 */
	static OtherProcess ofThisProgram(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(java(List.of(), System.getProperty("java.class.path")));
		command.addAll(List.of(arguments));
		return new OtherProcess(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start());
	}

	/**
	 * Starts a process that keeps all processors busy.
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	static OtherProcess busy() throws IOException {
		StringBuilder script = new StringBuilder();
		for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
			script.append("while :; do :; done & ");
		}
		// It ends with its parent: the loops are children of a shell that waits for
		// input.
		script.append("while :; do :; done & read line; kill 0");
		return new OtherProcess(new ProcessBuilder("setsid", "sh", "-c", script.toString()).start());
	}

	/**
	 * The beginning of a command line for a process like this one.
	 * @param options options of the JVM beside those of this one
	 * @param classPath the class path
	 * @return the command line up to the arguments of the program
	 */
	static List<String> java(List<String> options, String classPath) {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		command.addAll(options);
		command.add("-cp");
		command.add(classPath);
		command.add(MembershipProcess.class.getName());
		return command;
	}

	/** Ends the process at once, as SIGKILL does. */
	void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Stops the process without ending it: its sockets stay open, nothing answers.
	 * @throws IOException if the signal cannot be sent
	 * @throws InterruptedException if the thread is interrupted
	 */
	void stop() throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(this.process.pid())).inheritIO().start();
		if (kill.waitFor() != 0) {
			throw new IOException("SIGSTOP could not be sent to process " + this.process.pid());
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(1, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
