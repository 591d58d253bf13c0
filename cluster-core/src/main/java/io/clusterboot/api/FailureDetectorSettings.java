package io.clusterboot.api;

import java.time.Duration;

/**
 * How members watch each other.
 *
 * @param heartbeatInterval time between two probes of a subject; 100 ms to 1 min
 * @param threshold phi from which on a subject is suspected; 1 to 16
 * @param acceptablePause silence that is forgiven beyond the expected interval; 0 to 5
 * min
 * @param minDeviation the least standard deviation that phi assumes; 10 ms to 1 min
 * @param observers how many observers a member has (K); 3 to 50
 * @param reachability how reports become a verdict
 * @param localHealth whether a member doubts itself before it accuses others: after a
 * pause of its own, and while it is slow
 */
public record FailureDetectorSettings(Duration heartbeatInterval, double threshold, Duration acceptablePause,
		Duration minDeviation, int observers, ReachabilityRule reachability, boolean localHealth) {

	/** 1 s, 8, 3 s, 100 ms, 10 observers: suits a local network. */
	public static final FailureDetectorSettings DEFAULT = new FailureDetectorSettings(Duration.ofSeconds(1), 8.0,
			Duration.ofSeconds(3), Duration.ofMillis(100), 10, ReachabilityRule.VERDICT, true);

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public FailureDetectorSettings {
		SettingChecks.between("cluster.failure-detector.heartbeat-interval", heartbeatInterval, Duration.ofMillis(100),
				Duration.ofMinutes(1));
		SettingChecks.between("cluster.failure-detector.threshold", threshold, 1.0, 16.0);
		SettingChecks.between("cluster.failure-detector.acceptable-pause", acceptablePause, Duration.ZERO,
				Duration.ofMinutes(5));
		SettingChecks.between("cluster.failure-detector.min-deviation", minDeviation, Duration.ofMillis(10),
				Duration.ofMinutes(1));
		SettingChecks.between("cluster.failure-detector.observers", observers, 3, 50);
	}

}
