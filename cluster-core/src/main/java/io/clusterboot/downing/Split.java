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
 * not may still count on them. So may one that has not heard that a member was started
 * anew: until all have, its former life counts on the other side.
 *
 * @param members all live members
 * @param unreachable the members on the other side that are not DOWN
 * @param believed members without a vote on whom others may still count
 */
public record Split(List<MemberRecord> members, Set<NodeId> unreachable, Set<NodeId> believed) {

	/**
	 * A split in which nobody was started anew.
	 * @param members all live members
	 * @param unreachable the members on the other side that are not DOWN
	 */
	public Split(List<MemberRecord> members, Set<NodeId> unreachable) {
		this(members, unreachable, Set.of());
	}

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
	 * The members of one side that have a vote: they are UP or LEAVING, or were before
	 * they were downed.
	 * @param own true for the own side
	 * @param role only members with this role; null for all
	 * @return the members, sorted; on the other side those on whom others may still
	 * count, too
	 */
	List<MemberRecord> voters(boolean own, @Nullable String role) {
		Predicate<MemberRecord> voting = (record) -> record.isVoting() || record.wasVoting();
		return own ? side(true, voting, role) : others(voting, role);
	}

	/**
	 * The members of the other side that a rule counts, and those on whom others may
	 * still count, wherever they are.
	 * @param counted the rule
	 * @param role only members with this role; null for all
	 * @return the members, sorted
	 */
	List<MemberRecord> others(Predicate<MemberRecord> counted, @Nullable String role) {
		return this.members.stream()
			.filter((record) -> this.believed.contains(record.id()) || (!isOwn(record) && counted.test(record)))
			.filter((record) -> role == null || record.roles().contains(role))
			.toList();
	}

	/**
	 * Whether the own side has more than half of all members with a vote.
	 * @return true if it is the majority
	 */
	public boolean isMajority() {
		return voters(true, null).size() > voters(false, null).size();
	}

	/**
	 * Whether nobody on the own side has a vote.
	 * @return true if the own side cannot win
	 */
	public boolean isWithoutVote() {
		return voters(true, null).isEmpty();
	}

	/**
	 * Whether nobody has a vote, on whatever side.
	 * @return true if no side can win
	 */
	public boolean isWithoutAnyVote() {
		return isWithoutVote() && voters(false, null).isEmpty();
	}

	/**
	 * How large the sides are, for an operator: their UP and LEAVING members.
	 * @param role only members with this role; null for all
	 * @return such as "3 reachable, 2 unreachable"
	 */
	String counts(@Nullable String role) {
		return voters(true, role).size() + " reachable, " + voters(false, role).size() + " unreachable";
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
