package io.clusterboot.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How splits are resolved. Immutable; made by {@link #builder()}.
 *
 * @param strategy the strategy; the same on all nodes
 * @param role count only members with this role; null counts all
 * @param stableAfter how long unreachability must stand unchanged before a decision; null
 * derives it from the cluster's size, 7 s at 5 members to 30 s at 1000
 * @param crashStableAfter the same when every unreachable member is known to have crashed
 * @param downAllWhenUnstable how long the unreachable members may keep changing, from the
 * first change, before all members are downed; null for ever
 * @param downIndirectlyConnected whether to down the fewest members without which no link
 * between two reachable members is bad any more
 * @param quorumSize for {@link DowningMode#STATIC_QUORUM}: how many members a side needs
 * to go on, from 1; 0 when unset
 * @param downIfAlone for {@link DowningMode#KEEP_OLDEST}: whether the oldest member is
 * downed when all others, two or more, are on the other side
 * @param referee for {@link DowningMode#KEEP_REFEREE}
 * @param lease for {@link DowningMode#LEASE_MAJORITY}
 */
public record DowningSettings(DowningMode strategy, @Nullable String role, @Nullable Duration stableAfter,
		Duration crashStableAfter, @Nullable Duration downAllWhenUnstable, boolean downIndirectlyConnected,
		int quorumSize, boolean downIfAlone, Referee referee, LeaseSettings lease) {

	/** The longest time that a cluster of any size needs by default. */
	private static final Duration LONGEST_BY_SIZE = Duration.ofSeconds(30);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final String QUORUM_SIZE = "cluster.downing.static-quorum.quorum-size";

	/** Keep the majority; time from the cluster's size; crashes after 2 s. */
	public static final DowningSettings DEFAULT = new DowningSettings(DowningMode.KEEP_MAJORITY, null, null,
			Duration.ofSeconds(2));

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range, or one is missing that
	 * the strategy needs
	 */
	public DowningSettings {
		if (stableAfter != null) {
			SettingChecks.between("cluster.downing.stable-after", stableAfter, Duration.ofSeconds(1), HOUR);
		}
		SettingChecks.between("cluster.downing.crash-stable-after", crashStableAfter, Duration.ZERO, HOUR);
		Duration slowest = (stableAfter != null) ? stableAfter : LONGEST_BY_SIZE;
		if (downAllWhenUnstable != null) {
			SettingChecks.between("cluster.downing.down-all-when-unstable", downAllWhenUnstable, slowest,
					Duration.ofDays(1));
		}
		if (role != null) {
			SettingChecks.role("cluster.downing.role", role);
		}
		SettingChecks.between(QUORUM_SIZE, quorumSize, 0, Limits.MEMBERS);
		if (strategy == DowningMode.STATIC_QUORUM && quorumSize == 0) {
			throw new InvalidSettingException(QUORUM_SIZE,
					"is needed by the strategy static-quorum, set it to more than half of the nodes that you will run");
		}
		if (strategy == DowningMode.KEEP_REFEREE && referee.address() == null) {
			throw new InvalidSettingException("cluster.downing.keep-referee.address",
					"is needed by the strategy keep-referee, set it to the host:port of one node");
		}
		if (strategy == DowningMode.LEASE_MAJORITY) {
			lease.check(slowest);
		}
	}

	/**
	 * Creates settings without those that only one strategy reads.
	 * @param strategy the strategy
	 * @param role count only members with this role; null counts all
	 * @param stableAfter how long unreachability must stand unchanged; null derives it
	 * @param crashStableAfter the same when every unreachable member has crashed
	 * @throws InvalidSettingException if a value is out of range, or one is missing that
	 * the strategy needs
	 */
	public DowningSettings(DowningMode strategy, @Nullable String role, @Nullable Duration stableAfter,
			Duration crashStableAfter) {
		this(strategy, role, stableAfter, crashStableAfter, null, false, 0, true, Referee.UNSET, LeaseSettings.DEFAULT);
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder(DEFAULT);
	}

	/**
	 * The chosen member of {@link DowningMode#KEEP_REFEREE}.
	 *
	 * @param address the referee; null when unset
	 * @param downAllIfLessThan how many UP or LEAVING members the side with the referee
	 * needs, the referee included; with fewer all are downed
	 */
	public record Referee(@Nullable NodeAddress address, int downAllIfLessThan) {

		/** No referee is set. */
		public static final Referee UNSET = new Referee(null, 1);

		/**
		 * Creates the settings.
		 * @throws InvalidSettingException if the number is out of range
		 */
		public Referee {
			SettingChecks.between("cluster.downing.keep-referee.down-all-if-less-than", downAllIfLessThan, 1,
					Limits.MEMBERS);
		}

	}

	/**
	 * Builds {@link DowningSettings}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private DowningMode strategy;

		private @Nullable String role;

		private @Nullable Duration stableAfter;

		private Duration crashStableAfter;

		private @Nullable Duration downAllWhenUnstable;

		private boolean downIndirectlyConnected;

		private int quorumSize;

		private boolean downIfAlone;

		private Referee referee;

		private LeaseSettings lease;

		private Builder(DowningSettings from) {
			this.strategy = from.strategy;
			this.role = from.role;
			this.stableAfter = from.stableAfter;
			this.crashStableAfter = from.crashStableAfter;
			this.downAllWhenUnstable = from.downAllWhenUnstable;
			this.downIndirectlyConnected = from.downIndirectlyConnected;
			this.quorumSize = from.quorumSize;
			this.downIfAlone = from.downIfAlone;
			this.referee = from.referee;
			this.lease = from.lease;
		}

		/**
		 * Sets the strategy.
		 * @param strategy the same on all nodes
		 * @return this builder
		 */
		public Builder strategy(DowningMode strategy) {
			this.strategy = strategy;
			return this;
		}

		/**
		 * Sets whose members count.
		 * @param role the role; null counts all
		 * @return this builder
		 */
		public Builder role(@Nullable String role) {
			this.role = role;
			return this;
		}

		/**
		 * Sets how long a split must stand unchanged.
		 * @param stableAfter 1 s to 1 h; null derives it from the cluster's size
		 * @return this builder
		 */
		public Builder stableAfter(@Nullable Duration stableAfter) {
			this.stableAfter = stableAfter;
			return this;
		}

		/**
		 * Sets the same for members that are known to have crashed.
		 * @param crashStableAfter 0 to 1 h
		 * @return this builder
		 */
		public Builder crashStableAfter(Duration crashStableAfter) {
			this.crashStableAfter = crashStableAfter;
			return this;
		}

		/**
		 * Sets how long the unreachable members may keep changing before all are downed.
		 * @param downAllWhenUnstable at least stable-after, or 30 s where that follows
		 * the size, to 1 d; null for ever
		 * @return this builder
		 */
		public Builder downAllWhenUnstable(@Nullable Duration downAllWhenUnstable) {
			this.downAllWhenUnstable = downAllWhenUnstable;
			return this;
		}

		/**
		 * Sets whether the fewest members are downed that have part in all bad links.
		 * @param downIndirectlyConnected true to down them
		 * @return this builder
		 */
		public Builder downIndirectlyConnected(boolean downIndirectlyConnected) {
			this.downIndirectlyConnected = downIndirectlyConnected;
			return this;
		}

		/**
		 * Sets the quorum of {@link DowningMode#STATIC_QUORUM}.
		 * @param quorumSize how many members a side needs, from 1; 0 when unset
		 * @return this builder
		 */
		public Builder quorumSize(int quorumSize) {
			this.quorumSize = quorumSize;
			return this;
		}

		/**
		 * Sets whether {@link DowningMode#KEEP_OLDEST} downs an oldest that is alone.
		 * @param downIfAlone true to down it
		 * @return this builder
		 */
		public Builder downIfAlone(boolean downIfAlone) {
			this.downIfAlone = downIfAlone;
			return this;
		}

		/**
		 * Sets the referee of {@link DowningMode#KEEP_REFEREE}.
		 * @param referee the referee
		 * @return this builder
		 */
		public Builder referee(Referee referee) {
			this.referee = referee;
			return this;
		}

		/**
		 * Sets how {@link DowningMode#LEASE_MAJORITY} uses its lease.
		 * @param lease the settings
		 * @return this builder
		 */
		public Builder lease(LeaseSettings lease) {
			this.lease = lease;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws InvalidSettingException if a value is out of range, or one is missing
		 * that the strategy needs
		 */
		public DowningSettings build() {
			return new DowningSettings(this.strategy, this.role, this.stableAfter, this.crashStableAfter,
					this.downAllWhenUnstable, this.downIndirectlyConnected, this.quorumSize, this.downIfAlone,
					this.referee, this.lease);
		}

	}

}
