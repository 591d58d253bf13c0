package io.clusterboot.downing;

import java.util.List;

import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * A side with at least so many UP and LEAVING members goes on. With more than
 * {@code 2 * quorum - 1} members two sides could have a quorum, so then all are downed.
 * For this check everybody on the other side counts, whatever the status: the other side
 * may count them as UP. So of two sides of which each has a quorum, each sees too many
 * members, whatever joined or left at the edge of the split.
 */
final class StaticQuorum implements DowningStrategy {

	private final int quorum;

	private final @Nullable String role;

	/**
	 * Creates the strategy.
	 * @param quorum how many members a side needs, positive
	 * @param role count only members with this role; null for all
	 */
	StaticQuorum(int quorum, @Nullable String role) {
		this.quorum = quorum;
		this.role = role;
	}

	@Override
	public Decision decide(Split split) {
		List<MemberRecord> ours = split.side(true, MemberRecord::isVoting, this.role);
		List<MemberRecord> theirs = split.side(false, (record) -> true, this.role);
		String counts = "static-quorum: " + ours.size() + " reachable, up to " + theirs.size() + " unreachable, quorum "
				+ this.quorum;
		if (ours.size() + theirs.size() > 2 * this.quorum - 1) {
			return Decision.downAll(split, counts + ", more than " + (2 * this.quorum - 1)
					+ " members, so that two sides could have the quorum: raise quorum-size");
		}
		if (ours.size() < this.quorum) {
			return Decision.downOwn(split, counts + ", this side is below it");
		}
		return Decision.downOther(split, counts + ", this side has it");
	}

}
