package io.clusterboot.resolver;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;

/**
 * The gRPC servers of those who may be given work: the reachable UP members with a role,
 * as far as they tell their port.
 *
 * @param role the role, empty for all
 * @param candidates how many may be given work
 * @param addresses where those among them listen that say so
 * @param outside why there can be none, in words; empty if this node is a member
 */
record Servers(String role, int candidates, List<NodeAddress> addresses, String outside) {

	private static final int MAX_PORT = 65535;

	static Servers of(ClusterState state, String role) {
		if (state.members().isEmpty()) {
			String reasons = state.blockedBy().isEmpty() ? "" : " (" + String.join("; ", state.blockedBy()) + ")";
			return new Servers(role, 0, List.of(), "this node is not a member of a cluster" + reasons);
		}
		int candidates = 0;
		List<NodeAddress> addresses = new ArrayList<>();
		for (Member member : state.members()) {
			if (member.status() == MemberStatus.UP && member.reachable() && (role.isEmpty() || member.hasRole(role))) {
				candidates++;
				int port = port(member);
				if (port > 0) {
					addresses.add(member.address().withPort(port));
				}
			}
		}
		return new Servers(role, candidates, List.copyOf(addresses), "");
	}

	/** Why nobody can be called, in words; empty if somebody can. */
	String problem(List<String> unresolved) {
		String target = ClusterNameResolverProvider.SCHEME + ":///" + this.role + ": ";
		String who = this.role.isEmpty() ? "member" : "member with the role '" + this.role + "'";
		if (!this.outside.isEmpty()) {
			return target + this.outside;
		}
		if (this.candidates == 0) {
			return target + "there is no reachable UP " + who;
		}
		if (this.addresses.isEmpty()) {
			return target + "no reachable UP " + who + " (there are " + this.candidates
					+ ") says on which port its gRPC server listens; put the port into its metadata as '"
					+ ClusterNameResolverProvider.PORT + "', with the property cluster.metadata."
					+ ClusterNameResolverProvider.PORT + " or Cluster.putMetadata";
		}
		return (unresolved.size() == this.addresses.size()) ? target + "no host name is known to DNS: " + unresolved
				: "";
	}

	private static int port(Member member) {
		String text = member.metadata().getOrDefault(ClusterNameResolverProvider.PORT, "");
		try {
			int port = Integer.parseInt(text);
			return (port <= MAX_PORT) ? port : 0;
		}
		catch (NumberFormatException ex) {
			// what another node says about itself need not make sense
			return 0;
		}
	}

}
