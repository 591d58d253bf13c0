package io.clusterboot.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.NodeAddress;

/**
 * The other clusters of the same name that this node met. One is forgotten when its
 * contact turns out to be in it no more, or when it was not met again for a while. Times
 * are monotonic ms.
 */
final class ForeignClusters {

	private final Map<ClusterId, Meeting> meetings = new TreeMap<>();

	/**
	 * One was met.
	 * @return true if it had not been known
	 */
	boolean met(ForeignCluster cluster, long now) {
		left(cluster.contact(), cluster.clusterId());
		return this.meetings.put(cluster.clusterId(), new Meeting(cluster, now)) == null;
	}

	/** A node is in no cluster, or in this one. */
	void left(NodeAddress contact) {
		this.meetings.values().removeIf((meeting) -> meeting.cluster.contact().equals(contact));
	}

	private void left(NodeAddress contact, ClusterId except) {
		this.meetings.values()
			.removeIf((meeting) -> meeting.cluster.contact().equals(contact)
					&& !meeting.cluster.clusterId().equals(except));
	}

	/** Forgets those that merged with this one, and those not met since a time. */
	void forget(Predicate<NodeAddress> isMember, long since) {
		this.meetings.values().removeIf((meeting) -> meeting.at < since || isMember.test(meeting.cluster.contact()));
	}

	/** Those that are there, by id. */
	List<ForeignCluster> known() {
		return this.meetings.isEmpty() ? List.of() : this.meetings.values().stream().map(Meeting::cluster).toList();
	}

	/**
	 * When a cluster was met.
	 *
	 * @param cluster the cluster
	 * @param at when last
	 */
	private record Meeting(ForeignCluster cluster, long at) {
	}

}
