package io.clusterboot.agreement;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import org.jspecify.annotations.Nullable;

/**
 * Who leads: computed, not elected. The lowest address among the reachable UP or LEAVING
 * members; where there are none, WEAKLY_UP, then JOINING, then EXITING ones. DOWN members
 * never lead.
 */
public final class Leader {

	private Leader() {
	}

	/**
	 * The leader of all members.
	 * @param members the members table
	 * @param unreachable the unreachable members
	 * @return the leader, null if nobody can lead
	 */
	public static @Nullable NodeId of(MemberTable members, Set<NodeId> unreachable) {
		MemberRecord best = null;
		for (int i = 0; i < members.size(); i++) {
			MemberRecord record = members.live().get(i);
			boolean fit = record.status() != MemberStatus.DOWN && !unreachable.contains(record.id());
			if (fit && (best == null || rank(record) < rank(best))) {
				best = record;
				if (rank(best) == 0) {
					break;
				}
			}
		}
		return (best != null) ? best.id() : null;
	}

	/**
	 * The leader of each role.
	 * @param members the members table
	 * @param unreachable the unreachable members
	 * @return the leaders by role, sorted
	 */
	public static Map<String, NodeId> byRole(MemberTable members, Set<NodeId> unreachable) {
		Map<String, MemberRecord> best = new TreeMap<>();
		for (MemberRecord record : members.live()) {
			if (record.status() != MemberStatus.DOWN && !unreachable.contains(record.id())) {
				for (String role : record.roles()) {
					best.merge(role, record, (first, second) -> (rank(second) < rank(first)) ? second : first);
				}
			}
		}
		Map<String, NodeId> leaders = new TreeMap<>();
		best.forEach((role, record) -> leaders.put(role, record.id()));
		return leaders;
	}

	/**
	 * The oldest UP or LEAVING member, reachable or not.
	 * @param members the members table
	 * @return the oldest, null if there is none
	 */
	public static @Nullable NodeId oldest(MemberTable members) {
		return members.live()
			.stream()
			.filter(MemberRecord::isVoting)
			.min(Comparator.comparingInt(MemberRecord::upNumber).thenComparing(MemberRecord::id))
			.map(MemberRecord::id)
			.orElse(null);
	}

	private static int rank(MemberRecord record) {
		if (record.isVoting()) {
			return 0;
		}
		return switch (record.status()) {
			case WEAKLY_UP -> 1;
			case JOINING, UP, LEAVING -> 2;
			case EXITING -> 3;
			case DOWN, REMOVED -> 4;
		};
	}

}
