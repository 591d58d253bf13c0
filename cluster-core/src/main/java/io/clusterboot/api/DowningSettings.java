package io.clusterboot.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How splits are resolved.
 *
 * @param strategy the strategy; the same on all nodes
 * @param role count only members with this role; null counts all
 * @param stableAfter how long unreachability must stand unchanged before a decision; null
 * derives it from the cluster's size, 7 s at 5 members to 30 s at 1000
 * @param crashStableAfter the same when every unreachable member is known to have crashed
 */
public record DowningSettings(DowningMode strategy, @Nullable String role, @Nullable Duration stableAfter,
		Duration crashStableAfter) {

	/** Keep the majority; time from the cluster's size; crashes after 2 s. */
	public static final DowningSettings DEFAULT = new DowningSettings(DowningMode.KEEP_MAJORITY, null, null,
			Duration.ofSeconds(2));

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public DowningSettings {
		if (stableAfter != null) {
			SettingChecks.between("cluster.downing.stable-after", stableAfter, Duration.ofSeconds(1),
					Duration.ofHours(1));
		}
		SettingChecks.between("cluster.downing.crash-stable-after", crashStableAfter, Duration.ZERO,
				Duration.ofHours(1));
		if (role != null) {
			SettingChecks.role("cluster.downing.role", role);
		}
	}

}
