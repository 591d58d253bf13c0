package io.clusterboot.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.agreement.Leader;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import org.jspecify.annotations.Nullable;

/**
 * Draws the snapshot that users see. Members that did not change are the same objects as
 * in the snapshot before.
 */
final class Picture {

	private Map<NodeId, Drawn> drawn = new HashMap<>();

	ClusterState draw(Membership membership, Agreement agreement, List<ForeignCluster> foreignClusters, long view) {
		SortedSet<NodeId> unreachable = membership.judge.verdict().unreachable();
		Map<NodeId, Drawn> next = new HashMap<>();
		List<Member> members = new ArrayList<>(membership.live().size());
		for (MemberRecord record : membership.live()) {
			Drawn member = member(record, membership.tables().data(record.id()), !unreachable.contains(record.id()));
			next.put(record.id(), member);
			members.add(member.member);
		}
		this.drawn = next;
		List<Unreachability> reports = reports(membership);
		return new ClusterState(membership.settings.name(), membership.clusterId, view, agreement.holds(),
				agreement.holds() ? List.of() : agreement.blockedBy(), membership.self, List.copyOf(members),
				reports.stream().filter((report) -> unreachable.contains(report.member())).toList(),
				reports.stream().filter((report) -> !unreachable.contains(report.member())).toList(),
				Leader.of(membership.tables().members(), unreachable), Leader.oldest(membership.tables().members()),
				Map.copyOf(Leader.byRole(membership.tables().members(), unreachable)), foreignClusters);
	}

	private Drawn member(MemberRecord record, @Nullable NodeData data, boolean reachable) {
		Drawn before = this.drawn.get(record.id());
		if (before != null && before.record.equals(record) && before.data == data
				&& before.member.reachable() == reachable) {
			return before;
		}
		Map<String, String> metadata = (data != null) ? data.metadata() : Map.of();
		return new Drawn(record, data, new Member(record.id(), record.status(), reachable, record.roles(),
				record.upNumber(), record.appVersion(), metadata));
	}

	private static List<Unreachability> reports(Membership membership) {
		Map<NodeId, SortedSet<NodeId>> observers = new TreeMap<>();
		Map<NodeId, Evidence> evidence = new TreeMap<>();
		for (ObservationRow row : membership.tables().rows()) {
			row.subjects().forEach((subject, found) -> {
				if (membership.isLive(subject)) {
					observers.computeIfAbsent(subject, (key) -> new TreeSet<>()).add(row.observer());
					evidence.merge(subject, found, (first, second) -> (first.compareTo(second) >= 0) ? first : second);
				}
			});
		}
		List<Unreachability> reports = new ArrayList<>();
		observers.forEach((subject, by) -> reports
			.add(new Unreachability(subject, List.copyOf(by), evidence.getOrDefault(subject, Evidence.LINK))));
		return reports;
	}

	/** A member as it was last drawn, and what it was drawn from. */
	private record Drawn(MemberRecord record, @Nullable NodeData data, Member member) {
	}

}
