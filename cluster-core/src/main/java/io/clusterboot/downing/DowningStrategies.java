package io.clusterboot.downing;

import io.clusterboot.api.DowningSettings;

/**
 * The strategy that settings name.
 */
public final class DowningStrategies {

	private DowningStrategies() {
	}

	/**
	 * Creates the strategy.
	 * @param settings the settings
	 * @return the strategy
	 */
	public static DowningStrategy of(DowningSettings settings) {
		return switch (settings.strategy()) {
			case KEEP_MAJORITY -> new KeepMajority(settings.role());
			case NONE -> (split) -> Decision.nothing("none: members are downed by hand only");
		};
	}

}
