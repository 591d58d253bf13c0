package io.clusterboot.benchmarks.membership;

import java.util.ArrayList;
import java.util.List;

/**
 * The process in which one cluster is measured: a JVM of its own, on the class path of
 * the system, in a network of its own where that may be made.
 */
public final class MembershipProcess {

	private MembershipProcess() {
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
