package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * One call of {@code compare} that measured something.
 *
 * @param began when, as in ISO 8601, in UTC
 * @param load the machine's load then, before anything was measured
 * @param machine the machine
 * @param versions the versions of the systems, by their names
 * @param durations how long things take
 * @param arguments the command line after {@code compare}
 */
record Session(String began, double load, Machine machine, Map<String, String> versions, Durations durations,
		List<String> arguments) {

	static Session begin(List<MeasuredSystem> systems, Durations durations, List<String> arguments) throws IOException {
		Map<String, String> versions = new LinkedHashMap<>();
		for (MeasuredSystem system : systems) {
			versions.put(system.toString(), Versions.find(system.classPath(), system.artifact()));
		}
		return new Session(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Machine.load(), Machine.here(),
				versions, durations, arguments);
	}

	/**
	 * How long things take.
	 *
	 * @param idleSeconds the length of the measure {@code idle}
	 * @param steadyMinutes the length of the measure {@code steady}
	 * @param limitSeconds after which something that has not happened is given up
	 */
	record Durations(int idleSeconds, int steadyMinutes, int limitSeconds) {
	}

}
