package io.clusterboot.downing;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The side with the referee goes on, whatever the referee's status; if too few UP and
 * LEAVING members are left there, all are downed. No side has a referee that is gone, so
 * then none goes on. A referee that is DOWN stands on no side.
 */
final class KeepReferee implements DowningStrategy {

	private final NodeAddress referee;

	private final int least;

	private final @Nullable String role;

	/**
	 * Creates the strategy.
	 * @param referee the referee's address
	 * @param least how many members its side needs
	 * @param role count only members with this role; null for all
	 */
	KeepReferee(NodeAddress referee, int least, @Nullable String role) {
		this.referee = referee;
		this.least = least;
		this.role = role;
	}

	@Override
	public Decision decide(Split split) {
		String counts = "keep-referee: " + split.counts(this.role);
		boolean here = !split.side(true, this::isReferee, null).isEmpty();
		if (!here) {
			boolean there = !split.side(false, this::isReferee, null).isEmpty();
			return Decision.downOwn(split, counts + ", the referee " + this.referee
					+ (there ? " is on the other side" : " is no member of the cluster"));
		}
		int left = split.side(true, MemberRecord::isVoting, this.role).size();
		if (left < this.least) {
			return Decision.downAll(split, counts + ", the referee " + this.referee
					+ " is on this side, but fewer than " + this.least + " are left");
		}
		return Decision.downOther(split, counts + ", the referee " + this.referee + " is on this side");
	}

	private boolean isReferee(MemberRecord record) {
		return record.id().address().equals(this.referee);
	}

}
