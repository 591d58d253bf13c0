package io.clusterboot.downing;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a split as one node sees them. Members that are DOWN but not removed
 * yet stand on the other side: nobody knows whether all have heard of it, and one who has
 * not may still count on them.
 *
 * @param members all live members
 * @param unreachable the members on the other side that are not DOWN
 */
public record Split(List<MemberRecord> members, Set<NodeId> unreachable) {

	/**
	 * The members of one side that a rule counts.
	 * @param own true for the own side
	 * @param counted the rule
	 * @param role only members with this role; null for all
	 * @return the members
	 */
	List<MemberRecord> side(boolean own, Predicate<MemberRecord> counted, @Nullable String role) {
		return this.members.stream()
			.filter((record) -> isOwn(record) == own)
			.filter(counted)
			.filter((record) -> role == null || record.roles().contains(role))
			.toList();
	}

	private boolean isOwn(MemberRecord record) {
		return record.status() != MemberStatus.DOWN && !this.unreachable.contains(record.id());
	}

	/**
	 * Whether a member has a vote: it is UP or LEAVING, or was before it was downed.
	 * @param record the member
	 * @return true if it has
	 */
	static boolean isVoting(MemberRecord record) {
		return record.isVoting() || record.wasVoting();
	}

	/**
	 * Whether the own side has more than half of all members with a vote.
	 * @return true if it is the majority
	 */
	public boolean isMajority() {
		return side(true, Split::isVoting, null).size() > side(false, Split::isVoting, null).size();
	}

	/**
	 * Whether nobody on the own side has a vote, but somebody on the other side has.
	 * @return true if the own side cannot win
	 */
	public boolean isWithoutVote() {
		return side(true, Split::isVoting, null).isEmpty() && !side(false, Split::isVoting, null).isEmpty();
	}

	/**
	 * How large the sides are, for an operator: their UP and LEAVING members.
	 * @param role only members with this role; null for all
	 * @return such as "3 reachable, 2 unreachable"
	 */
	String counts(@Nullable String role) {
		return side(true, Split::isVoting, role).size() + " reachable, " + side(false, Split::isVoting, role).size()
				+ " unreachable";
	}

	/**
	 * Everybody on one side who is not DOWN yet, whatever the status.
	 * @param own true for the own side
	 * @return the members
	 */
	public SortedSet<NodeId> everybody(boolean own) {
		SortedSet<NodeId> ids = new TreeSet<>();
		side(own, (record) -> record.status() != MemberStatus.DOWN, null).forEach((record) -> ids.add(record.id()));
		return ids;
	}

}
