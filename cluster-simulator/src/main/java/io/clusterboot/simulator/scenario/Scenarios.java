package io.clusterboot.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.clusterboot.simulator.random.RandomSchedules;
import io.clusterboot.simulator.schedule.ScheduleReader;

/**
 * All scenarios that have a name.
 */
public final class Scenarios {

	/** The names of the written ones, in the order in which they are listed. */
	private static final List<String> WRITTEN = List.of("formation", "bootstrap-storm", "all-restart", "two-clusters",
			"two-clusters-reported", "idle", "leave", "operator-down", "parts-removed-by-hand", "crash-ten",
			"crash-25-percent", "crash-45-percent", "quick-restart", "rolling-restart", "rolling-restart-tenths",
			"seeds-restart", "leader-crash", "pause-2s", "pause-5s", "pause-15s", "pause-60s", "starvation",
			"clock-jump", "bad-link", "half-cut-healed", "split-60-40", "split-after-loss", "split-50-50",
			"split-three-ways", "partition-during-join", "egress-loss", "ingress-loss", "flapping", "loss-5-percent",
			"loss-20-percent", "loss-50-percent", "delays-and-resets", "slow-receiver", "replay", "churn", "scale");

	private Scenarios() {
	}

	/**
	 * All of them.
	 * @return in the order in which they are listed
	 */
	public static List<Scenario> all() {
		List<Scenario> all = new ArrayList<>();
		WRITTEN.forEach((name) -> all.add(written(name)));
		all.add(new DrawnScenario("random", "Random faults all the time; the invariants hold after every event",
				RandomSchedules::safety));
		all.add(new DrawnScenario("random-liveness",
				"Random faults that end; then all live nodes become one cluster again", RandomSchedules::liveness));
		return all;
	}

	/**
	 * Finds a scenario.
	 * @param name its name
	 * @return the scenario, empty if there is none of this name
	 */
	public static Optional<Scenario> find(String name) {
		return all().stream().filter((scenario) -> scenario.name().equals(name)).findFirst();
	}

	private static Scenario written(String name) {
		String resource = "/scenarios/" + name + ".yaml";
		try (InputStream stream = Scenarios.class.getResourceAsStream(resource)) {
			if (stream == null) {
				throw new IllegalStateException("The resource " + resource + " is missing");
			}
			return new WrittenScenario(ScheduleReader.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
