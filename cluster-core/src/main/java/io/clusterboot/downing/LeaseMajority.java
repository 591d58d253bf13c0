package io.clusterboot.downing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The side that gets the lease goes on, any other downs itself. The majority (see
 * {@link KeepMajority}) asks at once, any other side a little later, so that the majority
 * gets it if it can. That is a courtesy only: nothing but the lease decides, so members
 * that join or leave cannot lead to two survivors.
 */
final class LeaseMajority implements DowningStrategy {

	private final long minorityDelay;

	private final @Nullable String role;

	/**
	 * Creates the strategy.
	 * @param minorityDelay how long a side that is not the majority waits
	 * @param role count only members with this role; null for all
	 */
	LeaseMajority(Duration minorityDelay, @Nullable String role) {
		this.minorityDelay = minorityDelay.toMillis();
		this.role = role;
	}

	@Override
	public Decision decide(Split split) {
		boolean majority = KeepMajority.wins(split.voters(true, this.role), split.voters(false, this.role));
		String reason = "lease-majority: " + split.counts(this.role) + ", this side is "
				+ (majority ? "the majority" : "not the majority");
		return new Decision(split.everybody(false), reason,
				new Decision.Condition(majority ? 0 : this.minorityDelay, split.everybody(true)));
	}

}
