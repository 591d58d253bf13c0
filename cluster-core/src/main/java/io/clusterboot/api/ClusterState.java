package io.clusterboot.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An immutable picture of the cluster as one node sees it. Safe to keep and to share
 * between threads.
 *
 * @param name the cluster's name
 * @param clusterId the cluster's id; null until this node formed or joined one
 * @param view number of this picture at this node, growing by one for each that differs;
 * starts at 0 before the node joined
 * @param agreed whether all members that count have seen this state
 * @param blockedBy in words, why there is no agreement, or why this node could not join
 * yet; empty when nothing is wrong
 * @param self this node's id
 * @param members all live members, sorted by id; without REMOVED ones; empty before the
 * node joined and after it left
 * @param unreachable the members that the verdict takes for unreachable, sorted
 * @param suspected members that some observer reports without a verdict (bad links among
 * them), sorted
 * @param leader the member that may act for the cluster; null when there is none
 * @param oldest the oldest UP or LEAVING member; null when there is none
 * @param roleLeaders the leader within each role that has one
 * @param foreignClusters other clusters of the same name that this node, and not some
 * other member, met lately, sorted by id
 * @param lastDecision what this node's split brain resolver decided last, in an earlier
 * life at its address too; null if nothing yet
 */
public record ClusterState(String name, @Nullable ClusterId clusterId, long view, boolean agreed,
		List<String> blockedBy, NodeId self, List<Member> members, List<Unreachability> unreachable,
		List<Unreachability> suspected, @Nullable NodeId leader, @Nullable NodeId oldest,
		Map<String, NodeId> roleLeaders, List<ForeignCluster> foreignClusters, @Nullable DowningDecision lastDecision) {

	/**
	 * Creates a picture of a node whose resolver has not decided anything.
	 * @param name the cluster's name
	 * @param clusterId the cluster's id
	 * @param view the number of the picture
	 * @param agreed whether there is agreement
	 * @param blockedBy why not, in words
	 * @param self this node's id
	 * @param members all live members
	 * @param unreachable the unreachable members
	 * @param suspected the suspected members
	 * @param leader the leader
	 * @param oldest the oldest member
	 * @param roleLeaders the leader within each role
	 * @param foreignClusters other clusters of the same name
	 */
	public ClusterState(String name, @Nullable ClusterId clusterId, long view, boolean agreed, List<String> blockedBy,
			NodeId self, List<Member> members, List<Unreachability> unreachable, List<Unreachability> suspected,
			@Nullable NodeId leader, @Nullable NodeId oldest, Map<String, NodeId> roleLeaders,
			List<ForeignCluster> foreignClusters) {
		this(name, clusterId, view, agreed, blockedBy, self, members, unreachable, suspected, leader, oldest,
				roleLeaders, foreignClusters, null);
	}

	/**
	 * The picture of a node that is not yet, or no longer, in a cluster.
	 * @param name the cluster's name
	 * @param self the node's id
	 * @param view the number of the picture
	 * @param blockedBy why it is not in a cluster, in words
	 * @return the state without members
	 */
	public static ClusterState outside(String name, NodeId self, long view, List<String> blockedBy) {
		return new ClusterState(name, null, view, false, List.copyOf(blockedBy), self, List.of(), List.of(), List.of(),
				null, null, Map.of(), List.of());
	}

	/**
	 * The same picture with another last decision.
	 * @param lastDecision the decision; null for none
	 * @return the picture
	 */
	public ClusterState withLastDecision(@Nullable DowningDecision lastDecision) {
		return new ClusterState(this.name, this.clusterId, this.view, this.agreed, this.blockedBy, this.self,
				this.members, this.unreachable, this.suspected, this.leader, this.oldest, this.roleLeaders,
				this.foreignClusters, lastDecision);
	}

	/**
	 * Finds a member by its id.
	 * @param id the id
	 * @return the member, empty if it is not live
	 */
	public Optional<Member> member(NodeId id) {
		return this.members.stream().filter((member) -> member.id().equals(id)).findFirst();
	}

	/**
	 * Finds the newest life at an address.
	 * @param address the address
	 * @return the member, empty if none is live there
	 */
	public Optional<Member> member(NodeAddress address) {
		return this.members.stream()
			.filter((member) -> member.address().equals(address))
			.reduce((first, second) -> second);
	}

	/**
	 * This node as a member.
	 * @return the member, empty before it joined and after it was removed
	 */
	public Optional<Member> selfMember() {
		return member(this.self);
	}

	/**
	 * The reachable UP members with a role, sorted by id: those that may be given work.
	 * @param role the role
	 * @return the members
	 */
	public List<Member> upMembers(String role) {
		return this.members.stream()
			.filter((member) -> member.status() == MemberStatus.UP && member.reachable() && member.hasRole(role))
			.toList();
	}

}
