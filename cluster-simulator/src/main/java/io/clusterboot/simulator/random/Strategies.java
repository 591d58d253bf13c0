package io.clusterboot.simulator.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.clusterboot.api.DowningMode;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.schedule.SettingsOf;
import io.clusterboot.simulator.world.SimulatedCluster;

/**
 * Draws how splits are resolved: by the majority most often, as in life.
 */
final class Strategies {

	static final String PROPERTY = "cluster.downing.strategy";

	static final String ROLE = "cluster.downing.role";

	static final String UNSTABLE = "cluster.downing.down-all-when-unstable";

	static final String INDIRECT = "cluster.downing.down-indirectly-connected";

	private static final String QUORUM = "cluster.downing.static-quorum.quorum-size";

	private static final int ONE_IN_WITH_ROLE = 6;

	private Strategies() {
	}

	/** Whether the larger side goes on, or none. */
	static boolean isByMajority(String strategy) {
		return Stream.of(DowningMode.KEEP_MAJORITY, DowningMode.LEASE_MAJORITY, DowningMode.NONE)
			.anyMatch((mode) -> mode.text().equals(strategy));
	}

	/** In some schedules only the members with a role count, where that can be. */
	static Schedule withRole(Schedule schedule, Random random) {
		String strategy = schedule.settings().getOrDefault(PROPERTY, "");
		boolean counts = Stream
			.of(DowningMode.KEEP_MAJORITY, DowningMode.STATIC_QUORUM, DowningMode.KEEP_OLDEST,
					DowningMode.LEASE_MAJORITY)
			.anyMatch((mode) -> mode.text().equals(strategy));
		if (!counts || random.nextInt(ONE_IN_WITH_ROLE) > 0) {
			return schedule;
		}
		List<Integer> nodes = new ArrayList<>(IntStream.range(0, schedule.nodes()).boxed().toList());
		Collections.shuffle(nodes, random);
		List<Integer> those = nodes.subList(0, 1 + random.nextInt(schedule.nodes()));
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put(ROLE, "core");
		if (schedule.settings().containsKey(QUORUM)) {
			settings.put(QUORUM, quorum(those.size()));
		}
		return schedule.withSettings(settings)
			.withSettingsOf(List.of(new SettingsOf(Selector.of(those), null, Map.of("cluster.roles", "core"))));
	}

	private static String quorum(int size) {
		return String.valueOf(size / 2 + 1);
	}

	/** A strategy with what it needs; keep-majority most often. */
	static Map<String, String> draw(Random random, int size) {
		DowningMode[] all = DowningMode.values();
		DowningMode mode = (random.nextInt(3) > 0) ? DowningMode.KEEP_MAJORITY : all[random.nextInt(all.length)];
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put(PROPERTY, mode.text());
		switch (mode) {
			case STATIC_QUORUM -> settings.put(QUORUM, quorum(size));
			case KEEP_REFEREE -> settings.put("cluster.downing.keep-referee.address",
					SimulatedCluster.address(random.nextInt(size)).toString());
			case KEEP_OLDEST ->
				settings.put("cluster.downing.keep-oldest.down-if-alone", String.valueOf(random.nextBoolean()));
			case KEEP_MAJORITY, LEASE_MAJORITY, DOWN_ALL, NONE -> {
			}
		}
		if (random.nextInt(10) == 0) {
			settings.put(INDIRECT, "true");
		}
		if (random.nextInt(10) == 0) {
			settings.put(UNSTABLE, (30 + random.nextInt(60)) + "s");
		}
		return settings;
	}

}
