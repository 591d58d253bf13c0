package io.clusterboot.simulator.cli;

import java.io.PrintWriter;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.simulator.schedule.InvalidScheduleException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs whole clusters of the real protocol under virtual time.
 */
@Command(name = "cluster-simulator", description = "Runs whole clusters of the real protocol under virtual time.",
		mixinStandardHelpOptions = true, subcommands = { ListCommand.class, RunCommand.class },
		synopsisSubcommandLabel = "(list | run)",
		footer = { "", "Exit code: 0 if all runs passed, 1 if one did not, 2 for wrong usage." })
public final class SimulatorMain {

	SimulatorMain() {
	}

	/**
	 * Runs the command line and ends the process: with 0 if all went well, 1 if an
	 * invariant or an expectation failed, 2 for wrong usage.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
	}

	static int run(PrintWriter out, PrintWriter err, String... args) {
		CommandLine line = new CommandLine(new SimulatorMain()).setOut(out).setErr(err);
		line.setParameterExceptionHandler(
				(ex, arguments) -> wrongUsage(ex.getCommandLine(), String.valueOf(ex.getMessage())));
		line.setExecutionExceptionHandler((ex, command, result) -> {
			if (ex instanceof InvalidScheduleException || ex instanceof InvalidSettingException) {
				return wrongUsage(command, String.valueOf(ex.getMessage()));
			}
			throw ex;
		});
		if (args.length == 0) {
			line.usage(err);
			return CommandLine.ExitCode.USAGE;
		}
		return line.execute(args);
	}

	private static int wrongUsage(CommandLine command, String message) {
		command.getErr().println(message);
		command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
		return CommandLine.ExitCode.USAGE;
	}

}
