package io.clusterboot.benchmarks.membership;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A network namespace with nothing but a loopback interface of its own, so that its bytes
 * are counted alone.
 */
final class OwnNetwork {

	private static final List<String> PREFIX = List.of("unshare", "--net", "--", "sh", "-c",
			"ip link set lo up && exec \"$@\"", "sh");

	private OwnNetwork() {
	}

	/**
	 * What to put before a command so that it runs in such a namespace.
	 * @return the words; none where this user may not make one
	 */
	static List<String> prefix() {
		try {
			Process trial = new ProcessBuilder(concat("true")).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0) {
				return PREFIX;
			}
		}
		catch (IOException ex) {
			// No unshare on this system: the host's loopback will do.
			return List.of();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return List.of();
	}

	private static List<String> concat(String last) {
		return Stream.concat(PREFIX.stream(), Stream.of(last)).toList();
	}

}
