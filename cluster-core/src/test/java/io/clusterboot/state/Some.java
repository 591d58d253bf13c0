package io.clusterboot.state;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;

/**
 * Nodes, records and tables for tests. The node with the lower number has the lower
 * address; what is fixed for a life follows from its id.
 */
public final class Some {

	private Some() {
	}

	public static NodeAddress address(int number) {
		return new NodeAddress("node", 1000 + number);
	}

	/** The first life of a node. */
	public static NodeId node(int number) {
		return node(number, 1);
	}

	public static NodeId node(int number, long incarnation) {
		return new NodeId(address(number), incarnation);
	}

	public static List<NodeId> nodes(int... numbers) {
		return Arrays.stream(numbers).mapToObj(Some::node).toList();
	}

	/** A member whose age is its number once it was UP. */
	public static MemberRecord member(int number, MemberStatus status, String... roles) {
		boolean wasUp = status.compareTo(MemberStatus.UP) >= 0;
		return MemberRecord.of(node(number), status, wasUp ? number : 0, Set.of(roles), "");
	}

	public static MemberRecord record(NodeId id, MemberStatus status, int upNumber) {
		return MemberRecord.of(id, status, upNumber, Set.of("role" + id.incarnation()), "1." + id.incarnation());
	}

	/** Members with the numbers 1 to n, all UP. */
	public static MemberTable up(int count) {
		return table(IntStream.rangeClosed(1, count)
			.mapToObj((number) -> member(number, MemberStatus.UP))
			.toArray(MemberRecord[]::new));
	}

	public static MemberTable table(MemberRecord... members) {
		return MemberTable.EMPTY.merge(List.of(members), List.of(), 0).table();
	}

	public static Tables tables(MemberTable members, ObservationRow... rows) {
		return Tables.EMPTY
			.merge(new Delta(members.live(), List.copyOf(members.tombstones()), members.removals(), List.of(rows),
					List.of()))
			.tables();
	}

	public static Delta delta(MemberRecord... members) {
		return new Delta(List.of(members), List.of(), 0, List.of(), List.of());
	}

	/** The first version of a row that accuses some subjects. */
	public static ObservationRow accuses(NodeId observer, NodeId... subjects) {
		return row(observer, 1, List.of(subjects), Evidence.UNREACHABLE);
	}

	public static ObservationRow row(NodeId observer, long version, Collection<NodeId> subjects, Evidence evidence) {
		TreeMap<NodeId, Evidence> found = new TreeMap<>();
		subjects.forEach((subject) -> found.put(subject, evidence));
		return new ObservationRow(observer, version, found);
	}

	public static NodeData data(NodeId id, long version) {
		return NodeData.of(id, version, Map.of("version", String.valueOf(version)));
	}

	/** All bits set whose place is given. */
	public static SeenSet seen(MemberTable members, int... places) {
		SeenSet seen = SeenSet.single(members.fingerprint(), members.size(), -1);
		for (int place : places) {
			seen = seen.merge(SeenSet.single(members.fingerprint(), members.size(), place), members.size());
		}
		return seen;
	}

}
