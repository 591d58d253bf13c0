package io.clusterboot.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * The members that a router may send to, as one snapshot of the cluster shows them.
 *
 * @param list the routees, sorted by id
 * @param away members that were routees and are unreachable now
 */
record Routees(List<Routee> list, Set<NodeId> away) {

	static final Routees NONE = new Routees(List.of(), Set.of());

	/** Those of the next snapshot. */
	Routees next(ClusterState state, RouterSettings settings, long now) {
		Map<NodeId, Routee> before = new HashMap<>();
		this.list.forEach((routee) -> before.put(routee.id(), routee));
		List<Routee> routees = new ArrayList<>();
		Set<NodeId> missing = new HashSet<>();
		for (Member member : state.members()) {
			boolean suits = suits(member, state, settings);
			Routee known = before.get(member.id());
			boolean wasAway = this.away.contains(member.id());
			if (suits && member.reachable()) {
				boolean returned = wasAway || (known != null && known.returned());
				long returnedAt = wasAway ? now : (known != null) ? known.returnedAt() : 0;
				routees.add(new Routee(member, returned, returnedAt));
			}
			else if (suits && (wasAway || known != null)) {
				missing.add(member.id());
			}
		}
		return new Routees(List.copyOf(routees), Set.copyOf(missing));
	}

	/** The same without some. */
	Routees without(Set<NodeId> excluded) {
		if (excluded.isEmpty()) {
			return this;
		}
		return new Routees(this.list.stream().filter((routee) -> !excluded.contains(routee.id())).toList(), this.away);
	}

	boolean isEmpty() {
		return this.list.isEmpty();
	}

	int size() {
		return this.list.size();
	}

	private static boolean suits(Member member, ClusterState state, RouterSettings settings) {
		boolean up = member.status() == MemberStatus.UP
				|| (settings.weaklyUp() && member.status() == MemberStatus.WEAKLY_UP);
		String role = settings.role();
		return up && (role == null || member.hasRole(role))
				&& (settings.allowLocal() || !member.id().equals(state.self()));
	}

}
