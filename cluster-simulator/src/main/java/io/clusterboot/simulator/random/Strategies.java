package io.clusterboot.simulator.random;

import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.clusterboot.api.DowningMode;

/**
 * Draws how splits are resolved: by the majority most often, as in life.
 */
final class Strategies {

	static final String PROPERTY = "cluster.downing.strategy";

	private Strategies() {
	}

	static Map<String, String> draw(Random random, int size) {
		DowningMode[] all = DowningMode.values();
		DowningMode mode = (random.nextInt(3) > 0) ? DowningMode.KEEP_MAJORITY : all[random.nextInt(all.length)];
		return Map.of(PROPERTY, mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

}
