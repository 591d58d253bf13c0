package io.clusterboot.simulator.schedule;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Settings that only some nodes have.
 *
 * @param nodes whom
 * @param seedNodes their seed nodes; null for those of all
 * @param settings text by property
 */
public record SettingsOf(Selector nodes, @Nullable Selector seedNodes, Map<String, String> settings) {

	/**
	 * Creates the settings.
	 */
	public SettingsOf {
		settings = Map.copyOf(settings);
	}

}
