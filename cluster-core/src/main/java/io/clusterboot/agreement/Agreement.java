package io.clusterboot.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.NodeId;
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
 * @param unseen reachable UP or LEAVING members that have not seen the state
 * @param missing unreachable UP or LEAVING members
 * @param unreachableBlock whether the unreachable ones are too many to go on
 * @param unstable members about which the observers do not agree
 */
public record Agreement(List<NodeId> unseen, List<NodeId> missing, boolean unreachableBlock, List<NodeId> unstable) {

	/**
	 * Looks for agreement.
	 * @param members the members table
	 * @param seen who has seen it
	 * @param unreachable the unreachable members
	 * @param unstable the members that hold the leader
	 * @param rule whom a leader needs
	 * @return what was found
	 */
	public static Agreement of(MemberTable members, SeenSet seen, Set<NodeId> unreachable, Set<NodeId> unstable,
			LeaderAgreement rule) {
		List<NodeId> unseen = new ArrayList<>();
		List<NodeId> missing = new ArrayList<>();
		int voting = 0;
		int downed = 0;
		List<MemberRecord> live = members.live();
		for (int i = 0; i < live.size(); i++) {
			MemberRecord record = live.get(i);
			if (record.wasVoting()) {
				downed++;
			}
			if (!record.isVoting()) {
				continue;
			}
			voting++;
			if (unreachable.contains(record.id())) {
				missing.add(record.id());
			}
			else if (!seen.contains(i)) {
				unseen.add(record.id());
			}
		}
		boolean block = (rule == LeaderAgreement.ALL) ? !missing.isEmpty()
				: !missing.isEmpty() && 2 * (missing.size() + downed) >= voting + downed;
		return new Agreement(List.copyOf(unseen), List.copyOf(missing), block, List.copyOf(unstable));
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
		return reasons;
	}

}
