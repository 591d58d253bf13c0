package io.clusterboot.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * The part of a snapshot that is the same at all members with the same tables and the
 * same verdict. Immutable.
 */
public final class Portrait {

	/** Of nobody. */
	static final Portrait NOBODY = new Portrait(Tables.EMPTY, Collections.emptySortedSet(), List.of());

	private final Tables tables;

	private final SortedSet<NodeId> unreachable;

	private final List<Member> members;

	private final List<Unreachability> reports;

	private final @Nullable NodeId leader;

	private final @Nullable NodeId oldest;

	private final Map<String, NodeId> roleLeaders;

	private Portrait(Tables tables, SortedSet<NodeId> unreachable, List<Member> members) {
		this.tables = tables;
		this.unreachable = unreachable;
		this.members = members;
		this.reports = reports(tables);
		this.leader = Leader.of(tables.members(), unreachable);
		this.oldest = Leader.oldest(tables.members());
		this.roleLeaders = Map.copyOf(Leader.byRole(tables.members(), unreachable));
	}

	/**
	 * Draws another state. Members that did not change are the same objects as in this
	 * portrait.
	 * @param tables the tables
	 * @param unreachable who is taken for unreachable
	 * @return the portrait, this one if nothing changed
	 */
	public Portrait next(Tables tables, SortedSet<NodeId> unreachable) {
		boolean sameVerdict = this.unreachable.equals(unreachable);
		if (sameVerdict && this.tables == tables) {
			return this;
		}
		boolean sameMembers = sameVerdict && this.tables.members() == tables.members()
				&& this.tables.data().equals(tables.data());
		return new Portrait(tables, unreachable, sameMembers ? this.members : members(tables, unreachable));
	}

	private List<Member> members(Tables tables, SortedSet<NodeId> unreachable) {
		List<MemberRecord> live = tables.members().live();
		List<Member> drawn = new ArrayList<>(live.size());
		// all of them are sorted by id
		Walk<MemberRecord> recordsBefore = new Walk<>(this.tables.members().live(), MemberRecord::id);
		Walk<Member> membersBefore = new Walk<>(this.members, Member::id);
		Walk<NodeData> dataBefore = new Walk<>(this.tables.data(), NodeData::id);
		Walk<NodeData> data = new Walk<>(tables.data(), NodeData::id);
		for (MemberRecord record : live) {
			NodeId id = record.id();
			NodeData about = data.to(id);
			Member before = membersBefore.to(id);
			boolean reachable = !unreachable.contains(id);
			boolean same = before != null && before.reachable() == reachable
					&& Objects.equals(record, recordsBefore.to(id)) && about == dataBefore.to(id);
			drawn.add((same && before != null) ? before : member(record, about, reachable));
		}
		return Collections.unmodifiableList(drawn);
	}

	private static Member member(MemberRecord record, @Nullable NodeData data, boolean reachable) {
		Map<String, String> metadata = (data != null) ? data.metadata() : Map.of();
		return new Member(record.id(), record.status(), reachable, record.roles(), record.upNumber(),
				record.appVersion(), metadata, (data != null) ? data.load() : null);
	}

	private static List<Unreachability> reports(Tables tables) {
		Map<NodeId, SortedSet<NodeId>> observers = new TreeMap<>();
		Map<NodeId, Evidence> evidence = new TreeMap<>();
		for (ObservationRow row : tables.rows()) {
			row.subjects().forEach((subject, found) -> {
				if (tables.members().indexOf(subject) >= 0) {
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

	List<Member> members() {
		return this.members;
	}

	/** The unreachable members that are reported. */
	List<Unreachability> unreachable() {
		return this.reports.stream().filter((report) -> this.unreachable.contains(report.member())).toList();
	}

	/** Those who are reported and not unreachable. */
	List<Unreachability> suspected() {
		return this.reports.stream().filter((report) -> !this.unreachable.contains(report.member())).toList();
	}

	@Nullable NodeId leader() {
		return this.leader;
	}

	@Nullable NodeId oldest() {
		return this.oldest;
	}

	Map<String, NodeId> roleLeaders() {
		return this.roleLeaders;
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
