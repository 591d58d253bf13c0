package io.clusterboot.downing;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a split as one node sees them.
 *
 * @param members all live members that are not DOWN yet
 * @param unreachable the members on the other side
 */
public record Split(List<MemberRecord> members, Set<NodeId> unreachable) {

	/**
	 * The members of one side that a rule counts.
	 * @param reachable true for the own side
	 * @param counted the rule
	 * @param role only members with this role; null for all
	 * @return the members
	 */
	List<MemberRecord> side(boolean reachable, Predicate<MemberRecord> counted, @Nullable String role) {
		return this.members.stream()
			.filter((record) -> this.unreachable.contains(record.id()) != reachable)
			.filter(counted)
			.filter((record) -> role == null || record.roles().contains(role))
			.toList();
	}

	/** Everybody on one side, whatever the status. */
	SortedSet<NodeId> everybody(boolean reachable) {
		SortedSet<NodeId> ids = new TreeSet<>();
		side(reachable, (record) -> true, null).forEach((record) -> ids.add(record.id()));
		return ids;
	}

}
