package io.clusterboot.simulator.world;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.state.MemberRecord;

/**
 * What a node knows, in one line for who looks for a fault.
 */
final class Portrait {

	private Portrait() {
	}

	static String of(SimulatedNode node) {
		String run = node.isRunning() ? (node.isPaused() ? "paused" : "running") : "stopped";
		Insight insight = node.insight();
		if (insight == null) {
			return run + " " + node.address();
		}
		Map<MemberStatus, Long> statuses = insight.tables()
			.members()
			.live()
			.stream()
			.collect(Collectors.groupingBy(MemberRecord::status, TreeMap::new, Collectors.counting()));
		return run + " " + insight.self() + " of " + insight.clusterId() + " " + statuses + " unreachable="
				+ places(insight.verdict().unreachable()) + " unstable=" + places(insight.verdict().unstable())
				+ " unseen=" + places(insight.agreement().unseen()) + " agreed=" + insight.agreement().holds();
	}

	private static List<Integer> places(Collection<NodeId> ids) {
		return ids.stream().map((id) -> SimulatedCluster.indexOf(id.address())).toList();
	}

}
