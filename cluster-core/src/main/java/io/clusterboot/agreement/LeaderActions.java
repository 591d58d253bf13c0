package io.clusterboot.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import org.jspecify.annotations.Nullable;

/**
 * What a leader does: pure functions from a state to the changes that it writes.
 *
 * @param updates records in a higher status
 * @param removed members to bury
 */
public record LeaderActions(List<MemberRecord> updates, List<NodeId> removed) {

	private static final LeaderActions NOTHING = new LeaderActions(List.of(), List.of());

	/**
	 * The actions on agreement: JOINING and WEAKLY_UP to UP once there are enough
	 * members, LEAVING to EXITING, EXITING to REMOVED (it confirmed by having seen its
	 * exit, or it is unreachable), DOWN to REMOVED.
	 * @param members the members table
	 * @param seen who has seen it
	 * @param unreachable the unreachable members
	 * @param self the leader; buries itself only when nobody else is left
	 * @param settings how many members are needed
	 * @return the actions
	 */
	public static LeaderActions onAgreement(MemberTable members, SeenSet seen, Set<NodeId> unreachable, NodeId self,
			ClusterSettings settings) {
		List<MemberRecord> updates = new ArrayList<>();
		List<NodeId> removed = new ArrayList<>();
		boolean enough = hasEnoughMembers(members, settings);
		int nextNumber = after(members.live().stream().mapToInt(MemberRecord::upNumber).max().orElse(0));
		List<MemberRecord> live = members.live();
		for (int i = 0; i < live.size(); i++) {
			MemberRecord record = live.get(i);
			boolean reachable = !unreachable.contains(record.id());
			switch (record.status()) {
				case JOINING, WEAKLY_UP -> {
					// unreachable ones keep their number, so that two who take themselves
					// for the
					// leader of the same state give the same numbers
					int number = nextNumber;
					nextNumber = after(nextNumber);
					if (enough && reachable) {
						updates.add(record.up(number));
					}
				}
				case LEAVING -> updates.add(record.withStatus(MemberStatus.EXITING));
				case EXITING -> {
					if (!reachable || (seen.contains(i) && (!record.id().equals(self) || live.size() == 1))) {
						removed.add(record.id());
					}
				}
				case DOWN -> removed.add(record.id());
				case UP, REMOVED -> {
				}
			}
		}
		return new LeaderActions(updates, removed);
	}

	/**
	 * The actions when agreement has been missing for too long: JOINING to WEAKLY_UP.
	 * @param members the members table
	 * @param unreachable the unreachable members
	 * @return the actions
	 */
	public static LeaderActions withoutAgreement(MemberTable members, Set<NodeId> unreachable) {
		List<MemberRecord> updates = members.live()
			.stream()
			.filter((record) -> record.status() == MemberStatus.JOINING && !unreachable.contains(record.id()))
			.map((record) -> record.withStatus(MemberStatus.WEAKLY_UP))
			.toList();
		return updates.isEmpty() ? NOTHING : new LeaderActions(updates, List.of());
	}

	/**
	 * Whether there is nothing to do.
	 * @return true if no record changes
	 */
	public boolean isEmpty() {
		return this.updates.isEmpty() && this.removed.isEmpty();
	}

	/** The next number; the largest one, which only a forged record has, is kept. */
	private static int after(int number) {
		return (number < Integer.MAX_VALUE) ? number + 1 : number;
	}

	private static boolean hasEnoughMembers(MemberTable members, ClusterSettings settings) {
		if (count(members, null) < settings.minMembers()) {
			return false;
		}
		for (Map.Entry<String, Integer> minimum : settings.minMembersByRole().entrySet()) {
			if (count(members, minimum.getKey()) < minimum.getValue()) {
				return false;
			}
		}
		return true;
	}

	private static long count(MemberTable members, @Nullable String role) {
		return members.live()
			.stream()
			.filter((record) -> record.status().compareTo(MemberStatus.UP) <= 0)
			.filter((record) -> role == null || record.roles().contains(role))
			.count();
	}

}
