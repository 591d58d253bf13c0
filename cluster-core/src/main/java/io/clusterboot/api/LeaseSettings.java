package io.clusterboot.api;

import java.time.Duration;

/**
 * How {@link DowningMode#LEASE_MAJORITY} uses its {@link Lease}.
 *
 * @param acquireLeaseDelayForMinority how long the minority waits before it asks for the
 * lease
 * @param validity how long the lease is valid; see {@link Lease}
 * @param timeout how long to wait for the lease's answer
 */
public record LeaseSettings(Duration acquireLeaseDelayForMinority, Duration validity, Duration timeout) {

	/** The minority waits 2 s; valid for 2 min; 5 s for an answer. */
	public static final LeaseSettings DEFAULT = new LeaseSettings(Duration.ofSeconds(2), Duration.ofMinutes(2),
			Duration.ofSeconds(5));

	private static final String PREFIX = "cluster.downing.lease-majority.";

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public LeaseSettings {
		SettingChecks.between(PREFIX + "acquire-lease-delay-for-minority", acquireLeaseDelayForMinority, Duration.ZERO,
				Duration.ofMinutes(10));
		SettingChecks.between(PREFIX + "validity", validity, Duration.ofSeconds(90), Duration.ofDays(1));
		SettingChecks.between(PREFIX + "timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
	}

	/** A side must be able to ask within half of the validity. */
	void check(Duration stableAfter) {
		Duration least = stableAfter.plus(this.acquireLeaseDelayForMinority).plus(this.timeout).multipliedBy(2);
		if (this.validity.compareTo(least) < 0) {
			throw new InvalidSettingException(PREFIX + "validity",
					this.validity.toSeconds() + " s is too short: a decision may take half of it, so with "
							+ "stable-after, the delay of the minority and the timeout that are configured "
							+ "it must be at least " + least.toSeconds() + " s");
		}
	}

	/**
	 * Two sides notice their split at different times: an observer whose machine is busy
	 * forgives more than the pause that is configured.
	 */
	void checkAgainst(Duration acceptablePause) {
		Duration least = acceptablePause.multipliedBy(8);
		if (this.validity.compareTo(least) < 0) {
			throw new InvalidSettingException(PREFIX + "validity", this.validity.toSeconds()
					+ " s is too short: with the configured cluster.failure-detector.acceptable-pause two sides "
					+ "of a split may notice it at different times, so it must be at least " + least.toSeconds()
					+ " s");
		}
	}

}
