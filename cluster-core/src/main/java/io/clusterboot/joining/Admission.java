package io.clusterboot.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Limits;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.NodeData;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: the checks of a greeting and of a join. Nothing of a node is merged
 * before it passed.
 */
public final class Admission {

	private final String clusterName;

	private final Map<String, String> configuration;

	/**
	 * Creates the checks of one node.
	 * @param settings its settings
	 */
	public Admission(ClusterSettings settings) {
		this.clusterName = settings.name();
		this.configuration = configurationOf(settings);
	}

	/**
	 * The settings that must be the same on all nodes, by property name.
	 * @param settings the settings
	 * @return their values
	 */
	public static Map<String, String> configurationOf(ClusterSettings settings) {
		Map<String, String> configuration = new TreeMap<>();
		configuration.put("cluster.downing.strategy", settings.downing().strategy().name());
		configuration.put("cluster.downing.role", (settings.downing().role() != null) ? settings.downing().role() : "");
		configuration.putAll(readBy(settings.downing()));
		configuration.put("cluster.failure-detector.observers", String.valueOf(settings.failureDetector().observers()));
		configuration.put("cluster.leader-agreement", settings.leaderAgreement().name());
		return configuration;
	}

	/** What the strategy reads beside the role. */
	private static Map<String, String> readBy(DowningSettings downing) {
		return switch (downing.strategy()) {
			case STATIC_QUORUM ->
				Map.of("cluster.downing.static-quorum.quorum-size", String.valueOf(downing.quorumSize()));
			case KEEP_OLDEST ->
				Map.of("cluster.downing.keep-oldest.down-if-alone", String.valueOf(downing.downIfAlone()));
			case KEEP_REFEREE -> Map.of("cluster.downing.keep-referee.address",
					String.valueOf(downing.referee().address()), "cluster.downing.keep-referee.down-all-if-less-than",
					String.valueOf(downing.referee().downAllIfLessThan()));
			case LEASE_MAJORITY ->
				Map.of("cluster.downing.lease-majority.validity", String.valueOf(downing.lease().validity()));
			case KEEP_MAJORITY, DOWN_ALL, NONE -> Map.of();
		};
	}

	/**
	 * What a node with these settings says of itself.
	 * @param settings the settings
	 * @param self the node
	 * @return the greeting
	 */
	public static Greeting greeting(ClusterSettings settings, NodeId self) {
		return new Greeting(settings.name(), Greeting.PROTOCOL, Greeting.PROTOCOL, configurationOf(settings), self);
	}

	/**
	 * Checks cluster name, protocol version and configuration.
	 * @param greeting what the other node says of itself
	 * @return why it is refused, null if it is not
	 */
	public Response.@Nullable Rejected check(Greeting greeting) {
		if (!this.clusterName.equals(greeting.clusterName())) {
			return rejected(Rejection.CLUSTER_NAME, "this is cluster '" + this.clusterName + "' and not '"
					+ greeting.clusterName() + "', set cluster.name or cluster.seed-nodes");
		}
		if (greeting.oldestProtocol() > Greeting.PROTOCOL || greeting.newestProtocol() < Greeting.PROTOCOL) {
			return rejected(Rejection.PROTOCOL_VERSION,
					"this node speaks protocol " + Greeting.PROTOCOL + ", the other one " + greeting.oldestProtocol()
							+ " to " + greeting.newestProtocol() + ", use compatible versions");
		}
		for (Map.Entry<String, String> expected : this.configuration.entrySet()) {
			String value = greeting.configuration().get(expected.getKey());
			if (!expected.getValue().equals(value)) {
				return rejected(Rejection.CONFIGURATION, expected.getKey() + " is '" + expected.getValue()
						+ "' in this cluster and not '" + value + "', it must be the same on all nodes");
			}
		}
		return null;
	}

	/**
	 * Checks that another node does not claim to be at this node's own address: it cannot
	 * be a later life there, as this one answers.
	 * @param other the other node
	 * @param self this node
	 * @return why it is refused, null if it is not
	 */
	public static Response.@Nullable Rejected checkAddress(NodeId other, NodeId self) {
		return other.address().equals(self.address()) ? rejected(Rejection.CONFIGURATION,
				other.address() + " is the address of the node that was asked: set cluster.host and cluster.port to an"
						+ " address at which others reach the node that asks")
				: null;
	}

	/**
	 * Checks a join against the members.
	 * @param members the members table
	 * @param joining who wants to join
	 * @return why it is refused, null if it is not
	 */
	public Response.@Nullable Rejected check(MemberTable members, NodeId joining) {
		long floor = members.floor(joining.address());
		boolean known = members.get(joining) != null;
		if (!known && joining.incarnation() <= floor) {
			return new Response.Rejected(Rejection.STALE_INCARNATION,
					"a life of " + joining.address() + " with the same or a higher incarnation is known", floor);
		}
		if (!known && members.at(joining.address()) == null && members.size() >= Limits.MEMBERS) {
			return rejected(Rejection.TOO_MANY_MEMBERS, "the cluster has " + members.size() + " members already");
		}
		return null;
	}

	/**
	 * The records of nodes that join: they are JOINING, and the lives before them at
	 * their addresses are over.
	 * @param members the members table
	 * @param joins the requests
	 * @return what the joins change
	 */
	public static Delta records(MemberTable members, Collection<Request.Join> joins) {
		List<MemberRecord> joining = new ArrayList<>();
		List<NodeData> data = new ArrayList<>();
		Set<NodeId> buried = new TreeSet<>();
		for (Request.Join join : joins) {
			NodeId id = join.from().self();
			joining.add(MemberRecord.of(id, MemberStatus.JOINING, 0, join.roles(), join.appVersion()));
			data.add(NodeData.of(id, 1, join.metadata()));
			MemberRecord before = members.at(id.address());
			if (before != null && before.id().incarnation() < id.incarnation()) {
				buried.add(before.id());
			}
		}
		return new Delta(joining, List.copyOf(buried), members.removalsAfter(buried.size()), List.of(), data);
	}

	/**
	 * Checks that a node on a link belongs to the same cluster and means this life.
	 * @param greeting what it says of itself
	 * @param theirs its cluster
	 * @param target whom it means to reach
	 * @param ours this node's cluster
	 * @param self this node
	 * @param members the members table
	 * @return why it is refused, null if it is not or if it is only unknown yet
	 */
	public Response.@Nullable Rejected checkLink(Greeting greeting, ClusterId theirs, NodeId target, ClusterId ours,
			NodeId self, MemberTable members) {
		Response.Rejected refused = check(greeting);
		if (refused != null) {
			return refused;
		}
		Response.Rejected impostor = checkAddress(greeting.self(), self);
		if (impostor != null) {
			return impostor;
		}
		if (!theirs.equals(ours)) {
			return rejected(Rejection.FOREIGN_CLUSTER,
					"this node belongs to cluster " + ours + " and the other one to " + theirs);
		}
		if (!target.equals(self)) {
			return rejected(Rejection.WRONG_INCARNATION, "this is " + self + " and not " + target);
		}
		if (members.isRemoved(greeting.self())) {
			return rejected(Rejection.REMOVED, greeting.self() + " was removed from this cluster");
		}
		return null;
	}

	/**
	 * A rejection without a floor.
	 * @param reason why
	 * @param message the same in words
	 * @return the rejection
	 */
	public static Response.Rejected rejected(Rejection reason, String message) {
		return new Response.Rejected(reason, message, 0);
	}

}
