package io.clusterboot.api;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything a node needs to know to become a member. Immutable; made by
 * {@link #builder()}.
 *
 * @param name the cluster's name; nodes of another name are refused
 * @param address where other nodes reach this node; port 0 picks a free one
 * @param bindHost the host or IP address to listen on, wildcards allowed
 * @param roles this node's roles, at most 32 of 64 characters
 * @param appVersion the application's version, may be empty
 * @param metadata what the node says about itself; at most 4 KiB
 * @param minMembers how many members must have joined before a leader moves any to UP
 * @param minMembersByRole the same per role
 * @param leaderAgreement whom a leader needs
 * @param weaklyUpAfter how long agreement must be missing before joining members become
 * WEAKLY_UP
 * @param shutdownTimeout the most that leaving may take when the application shuts down
 * @param join how the node finds its cluster
 * @param failureDetector how members watch each other
 * @param downing how splits are resolved
 */
public record ClusterSettings(String name, NodeAddress address, String bindHost, SortedSet<String> roles,
		String appVersion, Map<String, String> metadata, int minMembers, Map<String, Integer> minMembersByRole,
		LeaderAgreement leaderAgreement, Duration weaklyUpAfter, Duration shutdownTimeout, JoinSettings join,
		FailureDetectorSettings failureDetector, DowningSettings downing) {

	/** The port when none is configured: that of memberlist and Serf. */
	public static final int DEFAULT_PORT = 7946;

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public ClusterSettings {
		SettingChecks.name("cluster.name", name, 1);
		SettingChecks.reachableAddress("cluster.host", address);
		SettingChecks.between("cluster.roles", roles.size(), 0, Limits.ROLES);
		roles.forEach((role) -> SettingChecks.role("cluster.roles", role));
		roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
		SettingChecks.name("cluster.app-version", appVersion, 0);
		SettingChecks.metadata("cluster.metadata", metadata);
		metadata = Map.copyOf(metadata);
		SettingChecks.between("cluster.min-members", minMembers, 1, Limits.MEMBERS);
		minMembersByRole.forEach((role, count) -> SettingChecks.between("cluster.role." + role + ".min-members", count,
				0, Limits.MEMBERS));
		minMembersByRole = Map.copyOf(minMembersByRole);
		SettingChecks.between("cluster.weakly-up-after", weaklyUpAfter, Duration.ofSeconds(1), Duration.ofHours(1));
		SettingChecks.between("cluster.shutdown-timeout", shutdownTimeout, Duration.ZERO, Duration.ofHours(1));
		if (downing.strategy() == DowningMode.LEASE_MAJORITY) {
			downing.lease().checkAgainst(failureDetector.acceptablePause());
		}
	}

	/**
	 * Starts from the defaults: a cluster named "cluster" on 127.0.0.1:7946.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts from these settings.
	 * @return a builder that holds the same values
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Builds {@link ClusterSettings}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private String name = "cluster";

		private NodeAddress address = new NodeAddress("127.0.0.1", DEFAULT_PORT);

		private String bindHost = "";

		private SortedSet<String> roles = new TreeSet<>();

		private String appVersion = "";

		private Map<String, String> metadata = Map.of();

		private int minMembers = 1;

		private Map<String, Integer> minMembersByRole = Map.of();

		private LeaderAgreement leaderAgreement = LeaderAgreement.MAJORITY;

		private Duration weaklyUpAfter = Duration.ofSeconds(7);

		private Duration shutdownTimeout = Duration.ofSeconds(10);

		private JoinSettings join = JoinSettings.DEFAULT;

		private FailureDetectorSettings failureDetector = FailureDetectorSettings.DEFAULT;

		private DowningSettings downing = DowningSettings.DEFAULT;

		private Builder() {
		}

		private Builder(ClusterSettings from) {
			this.name = from.name;
			this.address = from.address;
			this.bindHost = from.bindHost;
			this.roles = new TreeSet<>(from.roles);
			this.appVersion = from.appVersion;
			this.metadata = from.metadata;
			this.minMembers = from.minMembers;
			this.minMembersByRole = from.minMembersByRole;
			this.leaderAgreement = from.leaderAgreement;
			this.weaklyUpAfter = from.weaklyUpAfter;
			this.shutdownTimeout = from.shutdownTimeout;
			this.join = from.join;
			this.failureDetector = from.failureDetector;
			this.downing = from.downing;
		}

		/**
		 * Sets the cluster's name.
		 * @param name 1 to 255 characters
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets the advertised address.
		 * @param address no wildcard; port 0 picks a free one
		 * @return this builder
		 */
		public Builder address(NodeAddress address) {
			this.address = address;
			return this;
		}

		/**
		 * Sets the host to listen on.
		 * @param bindHost a host or IP address, wildcards allowed; empty means the
		 * advertised host
		 * @return this builder
		 */
		public Builder bindHost(String bindHost) {
			this.bindHost = bindHost;
			return this;
		}

		/**
		 * Sets the node's roles.
		 * @param roles at most 32 of 64 characters
		 * @return this builder
		 */
		public Builder roles(Collection<String> roles) {
			this.roles = new TreeSet<>(roles);
			return this;
		}

		/**
		 * Sets the application's version.
		 * @param appVersion at most 255 characters
		 * @return this builder
		 */
		public Builder appVersion(String appVersion) {
			this.appVersion = appVersion;
			return this;
		}

		/**
		 * Sets the node's metadata.
		 * @param metadata at most 4 KiB
		 * @return this builder
		 */
		public Builder metadata(Map<String, String> metadata) {
			this.metadata = metadata;
			return this;
		}

		/**
		 * Sets how many members are needed before any becomes UP.
		 * @param minMembers 1 to 20,000
		 * @return this builder
		 */
		public Builder minMembers(int minMembers) {
			this.minMembers = minMembers;
			return this;
		}

		/**
		 * Sets how many members of a role are needed before any becomes UP.
		 * @param minMembersByRole count by role
		 * @return this builder
		 */
		public Builder minMembersByRole(Map<String, Integer> minMembersByRole) {
			this.minMembersByRole = minMembersByRole;
			return this;
		}

		/**
		 * Sets whom a leader needs.
		 * @param leaderAgreement the rule
		 * @return this builder
		 */
		public Builder leaderAgreement(LeaderAgreement leaderAgreement) {
			this.leaderAgreement = leaderAgreement;
			return this;
		}

		/**
		 * Sets how long agreement must be missing before members become WEAKLY_UP.
		 * @param weaklyUpAfter 1 s to 1 h
		 * @return this builder
		 */
		public Builder weaklyUpAfter(Duration weaklyUpAfter) {
			this.weaklyUpAfter = weaklyUpAfter;
			return this;
		}

		/**
		 * Sets the most that leaving may take at shutdown.
		 * @param shutdownTimeout 0 (do not leave) to 1 h
		 * @return this builder
		 */
		public Builder shutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
			return this;
		}

		/**
		 * Sets how the node finds its cluster.
		 * @param join the settings
		 * @return this builder
		 */
		public Builder join(JoinSettings join) {
			this.join = join;
			return this;
		}

		/**
		 * Sets how members watch each other.
		 * @param failureDetector the settings
		 * @return this builder
		 */
		public Builder failureDetector(FailureDetectorSettings failureDetector) {
			this.failureDetector = failureDetector;
			return this;
		}

		/**
		 * Sets how splits are resolved.
		 * @param downing the settings
		 * @return this builder
		 */
		public Builder downing(DowningSettings downing) {
			this.downing = downing;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws InvalidSettingException if a value is out of range
		 */
		public ClusterSettings build() {
			return new ClusterSettings(this.name, this.address,
					this.bindHost.isEmpty() ? this.address.host() : this.bindHost, this.roles, this.appVersion,
					this.metadata, this.minMembers, this.minMembersByRole, this.leaderAgreement, this.weaklyUpAfter,
					this.shutdownTimeout, this.join, this.failureDetector, this.downing);
		}

	}

}
