package io.clusterboot.messaging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;

/**
 * The {@link Tally tallies} of the present members: one for each that this node wrote to
 * or heard of, as it outlives their connections, and none for those that are gone.
 */
final class Tallies {

	private final Map<NodeId, Tally> byPeer = new ConcurrentHashMap<>();

	private final Tally all = new Tally(null);

	Tally of(NodeId peer) {
		return this.byPeer.computeIfAbsent(peer, (unknown) -> new Tally(this.all));
	}

	/** What was counted of all that ever were members. */
	Traffic total(NodeId self) {
		return this.all.traffic(self);
	}

	/** Forgets those that are no members any more. */
	void retain(ClusterState state) {
		this.byPeer.keySet().removeIf((peer) -> state.member(peer).isEmpty());
	}

	void clear() {
		this.byPeer.clear();
	}

	/** What was counted, sorted by member, without the node itself. */
	List<Traffic> traffic(NodeId self) {
		return this.byPeer.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals(self))
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> entry.getValue().traffic(entry.getKey()))
			.toList();
	}

}
