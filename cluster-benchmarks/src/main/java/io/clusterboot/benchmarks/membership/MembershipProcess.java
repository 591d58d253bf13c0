package io.clusterboot.benchmarks.membership;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The process in which one cluster is measured: a JVM of its own, on the class path of
 * the system, in a network of its own where that may be made. A program of its own, as
 * the other ones need libraries that are not on the class path of each system.
 */
@Command(subcommands = { MembershipCommand.class, NodeCommand.class })
public final class MembershipProcess {

	MembershipProcess() {
	}

	/**
	 * Runs the command line and ends the process.
	 * @param args the arguments, beginning with {@code membership} or {@code node}
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new MembershipProcess()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
	}

	/**
	 * What starts such a process.
	 * @param system the system, which has to be named in the arguments as well
	 * @param arguments all arguments, beginning with {@code membership}
	 * @return the command line
	 */
	public static List<String> command(MeasuredSystem system, List<String> arguments) {
		List<String> command = new ArrayList<>(OwnNetwork.prefix());
		command.addAll(OtherProcess.java(system.options(), system.classPath()));
		command.addAll(arguments);
		command.add("--here");
		return command;
	}

}
