package io.clusterboot.spring.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The cluster as one node sees it, primarily intended for serialization to JSON. The
 * names are a contract with the tools that read them.
 *
 * @param name the cluster's name
 * @param clusterId the cluster's id; null before this node joined
 * @param view the number of this state at this node
 * @param agreed whether all members that count have seen this state
 * @param blockedBy why there is no agreement, or why this node could not join yet
 * @param self this node
 * @param leader the address of the leader; null if there is none
 * @param oldest the address of the oldest member; null if there is none
 * @param roleLeaders the address of the leader of each role
 * @param members all live members
 * @param unreachable the members that are unreachable
 * @param suspected the members that some observer reports, without a verdict
 * @param foreignClusters other clusters of the same name that this node met lately
 * @param lastDecision what the split brain resolver of this node decided last; null if
 * nothing yet
 */
public record ClusterDescriptor(String name, @Nullable String clusterId, long view, boolean agreed,
		List<String> blockedBy, SelfDescriptor self, @Nullable String leader, @Nullable String oldest,
		Map<String, String> roleLeaders, List<MemberDescriptor> members, List<UnreachableDescriptor> unreachable,
		List<UnreachableDescriptor> suspected, List<ForeignClusterDescriptor> foreignClusters,
		@Nullable DecisionDescriptor lastDecision) implements OperationResponseBody {

	static ClusterDescriptor of(ClusterState state, BinaryOperator<String> sanitizer) {
		Map<String, String> roleLeaders = new TreeMap<>();
		state.roleLeaders().forEach((role, leader) -> roleLeaders.put(role, leader.address().toString()));
		return new ClusterDescriptor(state.name(), (state.clusterId() != null) ? state.clusterId().toString() : null,
				state.view(), state.agreed(), state.blockedBy(), SelfDescriptor.of(state), address(state.leader()),
				address(state.oldest()), roleLeaders,
				state.members().stream().map((member) -> MemberDescriptor.of(member, sanitizer)).toList(),
				state.unreachable().stream().map(UnreachableDescriptor::of).toList(),
				state.suspected().stream().map(UnreachableDescriptor::of).toList(),
				state.foreignClusters().stream().map(ForeignClusterDescriptor::of).toList(),
				DecisionDescriptor.of(state.lastDecision()));
	}

	private static @Nullable String address(@Nullable NodeId id) {
		return (id != null) ? id.address().toString() : null;
	}

	private static String decimal(NodeId id) {
		// Text, because 64 bits are more than a JavaScript number holds.
		return Long.toUnsignedString(id.incarnation());
	}

	/**
	 * The node that answers.
	 *
	 * @param address its address
	 * @param incarnation its incarnation, in decimal
	 * @param status its status; null while it is no member
	 * @param roles its roles; empty while it is no member
	 */
	public record SelfDescriptor(String address, String incarnation, @Nullable MemberStatus status, Set<String> roles) {

		static SelfDescriptor of(ClusterState state) {
			NodeId id = state.self();
			return state.selfMember()
				.map((member) -> new SelfDescriptor(id.address().toString(), decimal(id), member.status(),
						member.roles()))
				.orElseGet(() -> new SelfDescriptor(id.address().toString(), decimal(id), null, Set.of()));
		}

	}

	/**
	 * A member.
	 *
	 * @param address its address
	 * @param incarnation its incarnation, in decimal
	 * @param status its status
	 * @param reachable whether it can be reached
	 * @param roles its roles
	 * @param upNumber its age: smaller is older, 0 before it was UP
	 * @param appVersion the version of its application
	 * @param metadata what it says about itself; values that look like credentials are
	 * masked
	 * @param load how busy it says it is; null if it does not say
	 */
	public record MemberDescriptor(String address, String incarnation, MemberStatus status, boolean reachable,
			Set<String> roles, int upNumber, String appVersion, Map<String, String> metadata,
			@Nullable LoadDescriptor load) implements OperationResponseBody {

		static MemberDescriptor of(Member member, BinaryOperator<String> sanitizer) {
			Map<String, String> metadata = new TreeMap<>();
			member.metadata().forEach((key, value) -> metadata.put(key, sanitizer.apply(key, value)));
			return new MemberDescriptor(member.address().toString(), decimal(member.id()), member.status(),
					member.reachable(), member.roles(), member.upNumber(), member.appVersion(), metadata,
					LoadDescriptor.of(member.load()));
		}

	}

	/**
	 * How busy a member says it is.
	 *
	 * @param heap used part of its heap, 0 to 1
	 * @param processCpu part of its processors that its process uses, 0 to 1
	 * @param systemCpu part of its processors that its machine uses, 0 to 1
	 * @param queueDelayMillis how long a message waits for its handler, in ms
	 */
	public record LoadDescriptor(double heap, double processCpu, double systemCpu, double queueDelayMillis) {

		static @Nullable LoadDescriptor of(@Nullable LoadSample load) {
			return (load != null) ? new LoadDescriptor(load.heapPermille() / 1000.0, load.processCpuPermille() / 1000.0,
					load.systemCpuPermille() / 1000.0, load.queueDelayMicros() / 1000.0) : null;
		}

	}

	/**
	 * A member that others cannot reach.
	 *
	 * @param member its address
	 * @param observedBy the addresses of the observers that report it
	 * @param evidence the strongest evidence among the reports
	 */
	public record UnreachableDescriptor(String member, List<String> observedBy, Evidence evidence) {

		static UnreachableDescriptor of(Unreachability unreachability) {
			return new UnreachableDescriptor(unreachability.member().address().toString(),
					unreachability.observedBy().stream().map((observer) -> observer.address().toString()).toList(),
					unreachability.evidence());
		}

	}

	/**
	 * What the split brain resolver of the node that answers decided.
	 *
	 * @param at when, in ISO 8601
	 * @param strategy the strategy, as it is configured
	 * @param reason why, in words
	 * @param down the addresses of those that it downs
	 * @param reachable how many members were on the own side
	 * @param unreachable how many were on the other side
	 */
	public record DecisionDescriptor(String at, String strategy, String reason, List<String> down, int reachable,
			int unreachable) {

		static @Nullable DecisionDescriptor of(@Nullable DowningDecision decision) {
			if (decision == null) {
				return null;
			}
			return new DecisionDescriptor(decision.at().toString(), decision.strategy().text(), decision.reason(),
					decision.down().stream().map((id) -> id.address().toString()).toList(), decision.reachable(),
					decision.unreachable().size());
		}

	}

	/**
	 * Another cluster of the same name.
	 *
	 * @param clusterId its id
	 * @param contact the address at which it was met last
	 * @param size how many members it had then
	 */
	public record ForeignClusterDescriptor(String clusterId, String contact, int size) {

		static ForeignClusterDescriptor of(ForeignCluster cluster) {
			return new ForeignClusterDescriptor(cluster.clusterId().toString(), cluster.contact().toString(),
					cluster.size());
		}

	}

}
