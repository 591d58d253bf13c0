package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.api.ReachabilityRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link ConfigurationProperties Properties} of a cluster member.
 * <p>
 * The descriptions go into the configuration metadata. There a parameter whose name
 * begins with that of another one must stand behind it.
 *
 * @param enabled Whether the application becomes a member of a cluster.
 * @param name Name of the cluster. Nodes of another name are refused. Defaults to
 * 'spring.application.name' or, without one, to 'cluster'.
 * @param host Host name or IP address at which the other members reach this node. The
 * default is '127.0.0.1', unless an SSL bundle or 'cluster.security.insecure' is
 * configured, in which case the first site address of the machine is used.
 * @param port Port on which the node listens for other members. Use '0' to pick a free
 * one.
 * @param bindHost Host name or IP address to listen on, for example '0.0.0.0'. Defaults
 * to the value of 'cluster.host'.
 * @param seedNodes Addresses (host:port) of nodes to ask for the cluster. The order does
 * not matter. Without any, the node forms a cluster of its own.
 * @param role Settings by role.
 * @param roles Roles of this node.
 * @param appVersion Version of the application that other members see. Defaults to
 * 'spring.application.version'.
 * @param minMembers Number of members that must have joined before any of them becomes
 * UP.
 * @param metadata Entries that this node tells all other members about itself.
 * @param ssl SSL properties.
 * @param security Security properties.
 * @param downing Split brain resolution properties.
 * @param failureDetector Failure detector properties.
 * @param leaderAgreement Which members must have seen a state before the leader acts on
 * it.
 * @param weaklyUpAfter Time without agreement after which joining members become
 * WEAKLY_UP.
 * @param formationTimeout Time that a seed node waits for the other seed nodes before it
 * may form a cluster without them.
 * @param joinTimeout Time after which a node that found no cluster gives up and closes
 * the application. The default is to try for ever.
 * @param shutdownTimeout Maximum time to leave the cluster when the application shuts
 * down. Use '0' to stop without leaving.
 * @param onRemoved What to do when the other members removed this node.
 * @param onForeignCluster What to do about another cluster of the same name.
 */
@ConfigurationProperties("cluster")
public record ClusterProperties(@DefaultValue("true") boolean enabled, @Nullable String name, @Nullable String host,
		@DefaultValue("7946") int port, @Nullable String bindHost, @DefaultValue List<NodeAddress> seedNodes,
		@DefaultValue Map<String, Role> role, @DefaultValue List<String> roles, @Nullable String appVersion,
		@DefaultValue("1") int minMembers, @DefaultValue Map<String, String> metadata, @DefaultValue Ssl ssl,
		@DefaultValue Security security, @DefaultValue Downing downing, @DefaultValue FailureDetector failureDetector,
		@DefaultValue("majority") LeaderAgreement leaderAgreement, @DefaultValue("7s") Duration weaklyUpAfter,
		@DefaultValue("5s") Duration formationTimeout, @Nullable Duration joinTimeout,
		@DefaultValue("10s") Duration shutdownTimeout, @DefaultValue("rejoin") OnRemoved onRemoved,
		@DefaultValue("merge") OnForeignCluster onForeignCluster) {

	/**
	 * Settings of a role.
	 *
	 * @param minMembers Number of members of the role that must have joined before any
	 * member becomes UP.
	 */
	public record Role(@DefaultValue("0") int minMembers) {

	}

	/**
	 * SSL properties.
	 *
	 * @param enabled Whether members talk mutual TLS. Enabled automatically if a bundle
	 * is named.
	 * @param bundle Name of the SSL bundle that holds the certificate of this node and
	 * the authorities whose certificates it trusts.
	 */
	public record Ssl(@Nullable Boolean enabled, @Nullable String bundle) {

		boolean isActive() {
			return (this.enabled != null) ? this.enabled : this.bundle != null;
		}

	}

	/**
	 * Security properties.
	 *
	 * @param insecure Whether to allow other addresses than loopback without TLS. Whoever
	 * reaches the port can then join the cluster and take members down.
	 */
	public record Security(@DefaultValue("false") boolean insecure) {

	}

	/**
	 * Split brain resolution properties.
	 *
	 * @param strategy Strategy that decides which side of a split goes on.
	 * @param role Role of the members that count for the decision. All count by default.
	 * @param stableAfter Time for which unreachability must stand unchanged before a
	 * decision. Derived from the number of members by default.
	 * @param crashStableAfter Time for which unreachability must stand unchanged when all
	 * unreachable members are known to have crashed.
	 * @param downAllWhenUnstable Time for which the unreachable members may keep changing
	 * before all members are downed. For ever by default.
	 * @param downIndirectlyConnected Whether to down the fewest members without which no
	 * link between two reachable members is bad any more.
	 * @param staticQuorum Properties of the strategy static-quorum.
	 * @param keepOldest Properties of the strategy keep-oldest.
	 * @param keepReferee Properties of the strategy keep-referee.
	 * @param leaseMajority Properties of the strategy lease-majority.
	 */
	public record Downing(@DefaultValue("keep-majority") DowningMode strategy, @Nullable String role,
			@Nullable Duration stableAfter, @DefaultValue("2s") Duration crashStableAfter,
			@Nullable Duration downAllWhenUnstable, @DefaultValue("false") boolean downIndirectlyConnected,
			@DefaultValue StaticQuorum staticQuorum, @DefaultValue KeepOldest keepOldest,
			@DefaultValue KeepReferee keepReferee, @DefaultValue LeaseMajority leaseMajority) {

		/**
		 * Properties of the strategy static-quorum.
		 *
		 * @param quorumSize Number of members that a side needs to go on. Required by the
		 * strategy.
		 */
		public record StaticQuorum(@Nullable Integer quorumSize) {

		}

		/**
		 * Properties of the strategy keep-oldest.
		 *
		 * @param downIfAlone Whether the oldest member is downed when all others, two or
		 * more, are on the other side.
		 */
		public record KeepOldest(@DefaultValue("true") boolean downIfAlone) {

		}

		/**
		 * Properties of the strategy keep-referee.
		 *
		 * @param address Address (host:port) of the member whose side goes on. Required
		 * by the strategy.
		 * @param downAllIfLessThan Number of members that the side with the referee needs
		 * to go on.
		 */
		public record KeepReferee(@Nullable NodeAddress address, @DefaultValue("1") int downAllIfLessThan) {

		}

		/**
		 * Properties of the strategy lease-majority.
		 *
		 * @param acquireLeaseDelayForMinority Time that a side which is not the majority
		 * waits before it asks for the lease.
		 * @param validity Time for which the lease is valid. A side asks for it within
		 * half of this time only.
		 * @param timeout Time that the lease has for an answer. Without one it counts as
		 * not acquired.
		 */
		public record LeaseMajority(@DefaultValue("2s") Duration acquireLeaseDelayForMinority,
				@DefaultValue("2m") Duration validity, @DefaultValue("5s") Duration timeout) {

		}

	}

	/**
	 * Failure detector properties.
	 *
	 * @param heartbeatInterval Time between two probes of a member.
	 * @param threshold Value of phi from which on a member is suspected. Higher values
	 * tolerate more and detect later.
	 * @param acceptablePause Silence that is forgiven beyond the expected interval.
	 * @param minDeviation Least standard deviation of the intervals that is assumed.
	 * @param observers Number of members that observe each member.
	 * @param reachability How the reports of observers become a verdict.
	 * @param localHealth Whether a member doubts itself before it accuses others, after a
	 * pause of its own and while it is slow.
	 */
	public record FailureDetector(@DefaultValue("1s") Duration heartbeatInterval, @DefaultValue("8") double threshold,
			@DefaultValue("3s") Duration acceptablePause, @DefaultValue("100ms") Duration minDeviation,
			@DefaultValue("10") int observers, @DefaultValue("verdict") ReachabilityRule reachability,
			@DefaultValue("true") boolean localHealth) {

	}

}
