package io.clusterboot.simulator.random;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.clusterboot.api.DowningMode;
import io.clusterboot.simulator.world.SimulatedCluster;

/**
 * Draws how splits are resolved: by the majority most often, as in life.
 */
final class Strategies {

	static final String PROPERTY = "cluster.downing.strategy";

	static final String UNSTABLE = "cluster.downing.down-all-when-unstable";

	static final String INDIRECT = "cluster.downing.down-indirectly-connected";

	private Strategies() {
	}

	/** Whether the larger side goes on, or none. */
	static boolean isByMajority(String strategy) {
		return Stream.of(DowningMode.KEEP_MAJORITY, DowningMode.LEASE_MAJORITY, DowningMode.NONE)
			.anyMatch((mode) -> mode.text().equals(strategy));
	}

	/** A strategy with what it needs; keep-majority most often. */
	static Map<String, String> draw(Random random, int size) {
		DowningMode[] all = DowningMode.values();
		DowningMode mode = (random.nextInt(3) > 0) ? DowningMode.KEEP_MAJORITY : all[random.nextInt(all.length)];
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put(PROPERTY, mode.text());
		switch (mode) {
			case STATIC_QUORUM ->
				settings.put("cluster.downing.static-quorum.quorum-size", String.valueOf(size / 2 + 1));
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
