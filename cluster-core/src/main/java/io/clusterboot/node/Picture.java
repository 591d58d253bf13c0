package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

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

	private List<Drawn> drawn = List.of();

	ClusterState draw(Membership membership, Agreement agreement, List<ForeignCluster> foreignClusters, long view) {
		SortedSet<NodeId> unreachable = membership.judge.verdict().unreachable();
		List<Drawn> next = new ArrayList<>(membership.live().size());
		List<Member> members = new ArrayList<>(membership.live().size());
		// all of them are sorted by id
		Walk<NodeData> data = new Walk<>(membership.tables().data(), NodeData::id);
		Walk<Drawn> before = new Walk<>(this.drawn, (drawn) -> drawn.record.id());
		for (MemberRecord record : membership.live()) {
			Drawn member = member(record, data.to(record.id()), !unreachable.contains(record.id()),
					before.to(record.id()));
			next.add(member);
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

	private static Drawn member(MemberRecord record, @Nullable NodeData data, boolean reachable,
			@Nullable Drawn before) {
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

	/** Goes once through what is sorted by id. */
	private static final class Walk<T> {

		private final List<T> sorted;

		private final Function<T, NodeId> key;

		private int place;

		Walk(List<T> sorted, Function<T, NodeId> key) {
			this.sorted = sorted;
			this.key = key;
		}

		/** What belongs to a node; nodes are asked for in their order. */
		@Nullable T to(NodeId id) {
			while (this.place < this.sorted.size()) {
				T candidate = this.sorted.get(this.place);
				NodeId found = this.key.apply(candidate);
				int order = (found == id) ? 0 : found.compareTo(id);
				if (order >= 0) {
					return (order == 0) ? candidate : null;
				}
				this.place++;
			}
			return null;
		}

	}

}
