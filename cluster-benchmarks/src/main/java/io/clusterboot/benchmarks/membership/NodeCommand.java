package io.clusterboot.benchmarks.membership;

import java.io.OutputStream;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One member in a process of its own, until its standard input ends.
 */
@Command(name = "node", description = "One member, until standard input ends.")
final class NodeCommand implements Callable<Integer> {

	@Option(names = "--system", required = true)
	private MeasuredSystem system = MeasuredSystem.CLUSTERBOOT;

	@Option(names = "--profile", defaultValue = "default")
	private Profile profile = Profile.DEFAULT;

	@Option(names = "--port", required = true)
	private int port;

	@Option(names = "--seed-port", required = true)
	private int seedPort;

	NodeCommand() {
	}

	@Override
	public Integer call() throws Exception {
		try (Node node = this.system.start(this.port, this.seedPort, this.profile)) {
			System.in.transferTo(OutputStream.nullOutputStream());
			node.leave();
		}
		return 0;
	}

}
