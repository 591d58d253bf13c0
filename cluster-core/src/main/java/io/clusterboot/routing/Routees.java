package io.clusterboot.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a router may send to, as one snapshot of the cluster shows it.
 *
 * @param state the snapshot; null before the first one
 * @param list the routees, sorted by id, or by number in a pool
 * @param away those that are unreachable now
 * @param assignment where the workers of the pool run
 */
record Routees(@Nullable ClusterState state, List<Routee> list, Map<Routee.Key, Routee> away, Assignment assignment) {

	static final Routees NONE = new Routees(null, List.of(), Map.of(), Assignment.NONE);

	/** Those of the next snapshot. */
	Routees next(ClusterState next, RouterSettings settings, long now) {
		SlowStart slowStart = new SlowStart(() -> now, settings.slowStart().toNanos());
		Map<Routee.Key, Routee> before = new HashMap<>();
		this.list.forEach((routee) -> before.put(routee.key(), routee));
		List<Routee> present = new ArrayList<>();
		Map<Routee.Key, Routee> missing = new HashMap<>();
		Assignment places = assignment(next, settings);
		for (Routee routee : candidates(next, settings, places)) {
			Routee known = before.get(routee.key());
			Routee lost = this.away.get(routee.key());
			if (!routee.member().reachable()) {
				missing.put(routee.key(), (known != null) ? known : (lost != null) ? lost : routee);
			}
			else if (lost != null) {
				present.add(routee.returned(lost, now));
			}
			else {
				present.add((known != null) ? routee.going(known, slowStart.share(known) < 1) : routee);
			}
		}
		return new Routees(next, List.copyOf(present), Map.copyOf(missing), places);
	}

	private Assignment assignment(ClusterState next, RouterSettings settings) {
		PoolSettings pool = settings.pool();
		return (pool != null) ? this.assignment.next(hosts(next, settings), pool) : Assignment.NONE;
	}

	/** The members that run workers, wherever the router is and whomever it reaches. */
	static List<NodeId> hosts(ClusterState state, RouterSettings settings) {
		return state.members().stream().filter(settings::isFor).map(Member::id).toList();
	}

	private static Collection<Routee> candidates(ClusterState state, RouterSettings settings, Assignment places) {
		Map<NodeId, Member> members = new HashMap<>();
		List<Routee> candidates = new ArrayList<>();
		PoolSettings pool = settings.pool();
		for (Member member : state.members()) {
			boolean local = member.id().equals(state.self());
			if (settings.isFor(member) && (local ? settings.allowLocal() : !settings.localOnly())) {
				members.put(member.id(), member);
				if (pool == null) {
					candidates.add(Routee.of(member, settings.handler()));
				}
			}
		}
		for (int worker = 0; pool != null && worker < pool.maxTotal(); worker++) {
			Member host = members.get(places.host(worker));
			if (host != null) {
				candidates.add(Routee.of(host, settings.handler(), worker));
			}
		}
		return candidates;
	}

	/** The same without some. */
	Routees without(Collection<Routee.Key> excluded) {
		return excluded.isEmpty() ? this
				: new Routees(this.state,
						this.list.stream().filter((routee) -> !excluded.contains(routee.key())).toList(), this.away,
						this.assignment);
	}

	boolean isEmpty() {
		return this.list.isEmpty();
	}

	int size() {
		return this.list.size();
	}

}
