package io.clusterboot.downing;

import java.util.Comparator;
import java.util.List;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The side with the oldest UP member goes on. An older one that is LEAVING, EXITING or
 * DOWN is nobody's oldest, but where it stands on the other side it may still be UP in
 * the eyes of that side, so then this side gives in.
 * <p>
 * With {@code down-if-alone} an oldest that has lost all others, two or more, is downed
 * and the others go on, or a single bad node could end the cluster. Both sides must be
 * sure of that: the oldest is alone only if no other member, whatever its status, is on
 * its side, and the others go on only if at least two of them are UP. Of two members the
 * oldest goes on.
 * <p>
 * Ages are the same everywhere, and members that join are younger than all who are UP: a
 * leader gives each the next number.
 */
final class KeepOldest implements DowningStrategy {

	private static final Comparator<MemberRecord> AGE = Comparator.comparingInt(MemberRecord::upNumber)
		.thenComparing(MemberRecord::id);

	private final boolean downIfAlone;

	private final @Nullable String role;

	/**
	 * Creates the strategy.
	 * @param downIfAlone whether an oldest that is alone is downed
	 * @param role only members with this role can be the oldest, and count; null for all
	 */
	KeepOldest(boolean downIfAlone, @Nullable String role) {
		this.downIfAlone = downIfAlone;
		this.role = role;
	}

	@Override
	public Decision decide(Split split) {
		List<MemberRecord> ours = up(split, true);
		List<MemberRecord> theirs = split.side(false, (record) -> record.upNumber() > 0, this.role);
		String counts = "keep-oldest: " + split.counts(this.role);
		if (ours.isEmpty() && theirs.isEmpty()) {
			return Decision.downAll(split, counts + ", no side has a member that could be the oldest");
		}
		if (isOldestIn(ours, theirs)) {
			return withTheOldest(split, ours, counts);
		}
		return withoutTheOldest(split, ours, counts);
	}

	private Decision withTheOldest(Split split, List<MemberRecord> ours, String counts) {
		int others = split.side(false, (record) -> true, this.role).size();
		if (this.downIfAlone && ours.size() == 1 && others > 1) {
			return Decision.downOwn(split, counts + ", the oldest member, " + name(ours) + ", is alone");
		}
		return Decision.downOther(split, counts + ", this side has the oldest member, " + name(ours));
	}

	private Decision withoutTheOldest(Split split, List<MemberRecord> ours, String counts) {
		List<MemberRecord> others = split.side(false, (record) -> true, this.role);
		if (this.downIfAlone && others.size() == 1 && ours.size() > 1) {
			return Decision.downOther(split, counts + ", the oldest member, " + name(others) + ", is alone there");
		}
		return Decision.downOwn(split, counts + ", the other side has, or may have, the oldest member");
	}

	private boolean isOldestIn(List<MemberRecord> ours, List<MemberRecord> theirs) {
		return !ours.isEmpty() && theirs.stream().allMatch((record) -> AGE.compare(ours.get(0), record) < 0);
	}

	private List<MemberRecord> up(Split split, boolean own) {
		return split.side(own, (record) -> record.status() == MemberStatus.UP, this.role).stream().sorted(AGE).toList();
	}

	private static String name(List<MemberRecord> members) {
		return members.get(0).id().address().toString();
	}

}
