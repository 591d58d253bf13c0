package io.clusterboot.downing;

import java.util.Objects;

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
		String role = settings.role();
		return switch (settings.strategy()) {
			case KEEP_MAJORITY -> new KeepMajority(role);
			case STATIC_QUORUM -> new StaticQuorum(settings.quorumSize(), role);
			case KEEP_OLDEST -> new KeepOldest(settings.downIfAlone(), role);
			case KEEP_REFEREE -> new KeepReferee(Objects.requireNonNull(settings.referee().address()),
					settings.referee().downAllIfLessThan(), role);
			case LEASE_MAJORITY -> new LeaseMajority(settings.lease().acquireLeaseDelayForMinority(), role);
			case DOWN_ALL -> new DownAll();
			case NONE ->
				(split) -> Decision.nothing("none: " + split.counts(null) + ", members are downed by hand only");
		};
	}

}
