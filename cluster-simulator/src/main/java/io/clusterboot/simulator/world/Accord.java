package io.clusterboot.simulator.world;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Insight;
import io.clusterboot.state.MemberRecord;

/**
 * Whether nodes are one cluster.
 */
final class Accord {

	private Accord() {
	}

	/**
	 * True if all of them run, are UP at each other without anybody else, find each other
	 * reachable, and agree.
	 */
	static boolean among(Collection<SimulatedNode> expected) {
		Set<NodeAddress> addresses = new HashSet<>();
		expected.forEach((node) -> addresses.add(node.address()));
		ClusterId clusterId = null;
		Insight looked = null;
		for (SimulatedNode node : expected) {
			Insight insight = node.insight();
			if (insight == null || !insight.agreement().holds() || !insight.verdict().unreachable().isEmpty()) {
				return false;
			}
			boolean same = looked != null && looked.tables().members() == insight.tables().members();
			if (!same && !areUp(insight.tables().members().live(), addresses)) {
				return false;
			}
			looked = insight;
			if (clusterId != null && !clusterId.equals(insight.clusterId())) {
				return false;
			}
			clusterId = insight.clusterId();
		}
		return true;
	}

	private static boolean areUp(List<MemberRecord> members, Set<NodeAddress> addresses) {
		return members.size() == addresses.size() && members.stream()
			.allMatch((member) -> member.status() == MemberStatus.UP && addresses.contains(member.id().address()));
	}

}
