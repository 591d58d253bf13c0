package io.clusterboot.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Electorate;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;

/**
 * Whether everybody who counts has seen the present state, so that a leader may act on
 * it. The reachable UP and LEAVING members must all have seen it, the unreachable ones
 * among them must be a strict minority, and no verdict may be unstable. While any is
 * unreachable, members that are DOWN but not removed count with the unreachable ones:
 * these may not know of it, and be a majority together with them.
 *
 * @param unseen reachable UP or LEAVING members that have not seen the state, the first
 * {@link #LISTED} of them
 * @param unseenMore how many more there are
 * @param missing unreachable UP or LEAVING members; where nobody is UP or LEAVING, the
 * unreachable JOINING and WEAKLY_UP ones, and those that are DOWN
 * @param unreachableBlock whether the unreachable ones are too many to go on
 * @param unstable members about which the observers do not agree
 */
public record Agreement(List<NodeId> unseen, int unseenMore, List<NodeId> missing, boolean unreachableBlock,
		List<NodeId> unstable) {

	/** Nobody reads more names than these. */
	public static final int LISTED = 20;

	/** Nothing is in its way, as in an empty state. */
	public static final Agreement NONE = new Agreement(List.of(), 0, List.of(), false, List.of());

	/**
	 * Looks for agreement.
	 * @param members the members table
	 * @param seen who has seen it
	 * @param unreachable the unreachable members
	 * @param believed how many members without a vote there are on whom others may still
	 * count; while any is unreachable they count with these
	 * @param unstable the members that hold the leader
	 * @param rule whom a leader needs
	 * @return what was found
	 */
	public static Agreement of(MemberTable members, SeenSet seen, SortedSet<NodeId> unreachable, int believed,
			Set<NodeId> unstable, LeaderAgreement rule) {
		Electorate electorate = members.electorate();
		if (unreachable.isEmpty() && unstable.isEmpty() && !electorate.isOrphaned()
				&& electorate.nextUnseen(seen, 0) < 0) {
			return NONE;
		}
		List<NodeId> missing = missing(members, unreachable);
		int unseenCount = electorate.countUnseen(seen);
		for (NodeId id : missing) {
			int place = members.indexOf(id);
			unseenCount -= (members.live().get(place).isVoting() && !seen.contains(place)) ? 1 : 0;
		}
		List<NodeId> unseen = new ArrayList<>();
		int place = electorate.nextUnseen(seen, 0);
		while (place >= 0 && unseen.size() < LISTED) {
			NodeId id = members.live().get(place).id();
			if (!unreachable.contains(id)) {
				unseen.add(id);
			}
			place = electorate.nextUnseen(seen, place + 1);
		}
		int doubtful = electorate.downed() + believed;
		boolean block = !missing.isEmpty()
				&& (rule == LeaderAgreement.ALL || 2 * (missing.size() + doubtful) >= electorate.size() + doubtful);
		return new Agreement(List.copyOf(unseen), unseenCount - unseen.size(), List.copyOf(missing), block,
				List.copyOf(unstable));
	}

	private static List<NodeId> missing(MemberTable members, SortedSet<NodeId> unreachable) {
		List<NodeId> missing = new ArrayList<>();
		boolean nobodyVotes = members.electorate().size() == 0;
		for (NodeId id : unreachable) {
			MemberRecord record = members.get(id);
			// where nobody was ever UP each side would go on, and act alone
			boolean counts = record != null
					&& (record.isVoting() || (nobodyVotes && record.status().compareTo(MemberStatus.EXITING) < 0));
			if (counts) {
				missing.add(id);
			}
		}
		if (members.electorate().isOrphaned()) {
			members.live()
				.stream()
				.filter((record) -> record.status() == MemberStatus.DOWN)
				.forEach((record) -> missing.add(record.id()));
		}
		return missing;
	}

	/**
	 * Whether there is agreement.
	 * @return true if nothing is in its way
	 */
	public boolean holds() {
		return this.unseen.isEmpty() && !this.unreachableBlock && this.unstable.isEmpty();
	}

	/**
	 * What is in its way, in words for an operator.
	 * @return empty when there is agreement
	 */
	public List<String> blockedBy() {
		List<String> reasons = new ArrayList<>();
		if (this.unreachableBlock) {
			this.missing.forEach((id) -> reasons.add(id.address() + " is unreachable"));
		}
		this.unstable.forEach((id) -> reasons.add("observers disagree about " + id.address()));
		this.unseen.forEach((id) -> reasons.add(id.address() + " has not seen the latest state"));
		if (this.unseenMore > 0) {
			reasons.add(this.unseenMore + " more have not seen the latest state");
		}
		return reasons;
	}

}
