package io.clusterboot.downing;

import java.util.List;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The side with more UP and LEAVING members goes on; of two equal sides the one with the
 * lowest address. Members in another status are not counted but share the fate of their
 * side. The winner counts once more with its own LEAVING members gone and the other
 * side's JOINING and WEAKLY_UP members up, as the other side may know that already: when
 * that turns the result, everybody is downed, for two survivors are worse than none. So
 * it is where no side has a member that counts.
 */
public final class KeepMajority implements DowningStrategy {

	private final @Nullable String role;

	/**
	 * Creates the strategy.
	 * @param role count only members with this role; null for all
	 */
	public KeepMajority(@Nullable String role) {
		this.role = role;
	}

	@Override
	public Decision decide(Split split) {
		List<MemberRecord> ours = split.voters(true, this.role);
		List<MemberRecord> theirs = split.voters(false, this.role);
		String counts = "keep-majority: " + ours.size() + " reachable, " + theirs.size() + " unreachable";
		if (ours.isEmpty() && theirs.isEmpty()) {
			return Decision.downAll(split, counts + ", no side has a member that counts");
		}
		if (!wins(ours, theirs)) {
			return Decision.downOwn(split, counts + ", this side is the minority");
		}
		List<MemberRecord> pessimisticOurs = split.side(true, (record) -> record.status() == MemberStatus.UP,
				this.role);
		List<MemberRecord> pessimisticTheirs = split.others((record) -> record.status() != MemberStatus.EXITING,
				this.role);
		if (!wins(pessimisticOurs, pessimisticTheirs)) {
			return Decision.downAll(split, counts + ", but members that join or leave could turn the majority");
		}
		return Decision.downOther(split, counts + ", this side is the majority");
	}

	/**
	 * Whether one side is the majority.
	 * @param ours its members, sorted
	 * @param theirs those of the other side, sorted
	 * @return true if it is the larger one, or of two equal ones that with the lowest
	 * address
	 */
	static boolean wins(List<MemberRecord> ours, List<MemberRecord> theirs) {
		if (ours.size() != theirs.size()) {
			return ours.size() > theirs.size();
		}
		return !ours.isEmpty() && ours.get(0).id().compareTo(theirs.get(0).id()) < 0;
	}

}
