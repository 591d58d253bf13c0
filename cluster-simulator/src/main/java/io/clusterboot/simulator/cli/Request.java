package io.clusterboot.simulator.cli;

import java.nio.file.Path;
import java.util.Map;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.simulator.scenario.Scenario;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.SettingsText;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants to see.
 *
 * @param scenario what to run
 * @param file where it came from; null for a scenario with a name
 * @param nodes how many nodes; 0 for the default
 * @param millis how long, in virtual ms; 0 for the default
 * @param settings settings of all nodes, text by property
 */
record Request(Scenario scenario, @Nullable Path file, int nodes, long millis, Map<String, String> settings) {

	Schedule schedule(long seed) {
		Schedule schedule = this.scenario.schedule(seed, this.nodes, this.millis).withSettings(this.settings);
		// a wrong setting is told before anything runs
		SettingsText.apply(ClusterSettings.builder().build(), schedule.settings());
		return schedule;
	}

	/** The line that shows the same again. */
	String reproduce(long seed) {
		StringBuilder line = new StringBuilder("java -jar cluster-simulator/target/cluster-simulator.jar run ")
			.append((this.file != null) ? "--file " + this.file : this.scenario.name());
		if (this.nodes > 0) {
			line.append(" --nodes ").append(this.nodes);
		}
		line.append(" --seed ").append(seed);
		if (this.millis > 0) {
			double minutes = this.millis / 60_000.0;
			line.append(" --minutes ")
				.append((minutes == Math.rint(minutes)) ? String.valueOf((long) minutes) : minutes);
		}
		this.settings.forEach((name, value) -> line.append(" --set ").append(name).append('=').append(quoted(value)));
		return line.toString();
	}

	private static String quoted(String value) {
		return value.matches("[\\w.:,%-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
	}

}
