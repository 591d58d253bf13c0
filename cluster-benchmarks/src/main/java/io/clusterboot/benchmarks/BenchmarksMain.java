package io.clusterboot.benchmarks;

import io.clusterboot.benchmarks.compare.CompareCommand;
import io.clusterboot.benchmarks.hotpath.JmhCommand;
import io.clusterboot.benchmarks.membership.MembershipCommand;
import io.clusterboot.benchmarks.messaging.MessagingCommand;
import io.clusterboot.benchmarks.scale.ScaleCommand;
import io.clusterboot.benchmarks.start.ApplicationStartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Measures this cluster and its peers with the same programs.
 */
@Command(name = "benchmarks", description = "Measures this cluster and its peers with the same programs.",
		mixinStandardHelpOptions = true, subcommands = { ApplicationStartCommand.class, CompareCommand.class,
				JmhCommand.class, MembershipCommand.class, MessagingCommand.class, ScaleCommand.class })
public final class BenchmarksMain {

	BenchmarksMain() {
	}

	/**
	 * Runs the command line and ends the process.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new BenchmarksMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
	}

}
