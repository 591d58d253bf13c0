package io.clusterboot.downing;

import java.util.Collection;
import java.util.Set;

import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether the smaller side of a split may be the one that goes on. Then the larger one
 * may not act before the split is resolved, however many they are.
 */
public final class Precedence {

	private Precedence() {
	}

	/**
	 * Looks for what may give it to the other side.
	 * @param settings the strategy
	 * @param members all live members
	 * @param unreachable the members on the other side
	 * @return true if the side of the unreachable members may win as the smaller one: by
	 * the lease, by the members with the role that counts, or by the referee or the
	 * oldest member. Who is DOWN stands on the other side, as it may go on there with
	 * those who have not heard of it
	 */
	public static boolean mayBeOfMinority(DowningSettings settings, Collection<MemberRecord> members,
			Set<NodeId> unreachable) {
		return switch (settings.strategy()) {
			case LEASE_MAJORITY -> true;
			case KEEP_REFEREE, KEEP_OLDEST -> {
				NodeId pivot = Pivot.of(settings, members);
				yield members.stream()
					.anyMatch((record) -> record.id().equals(pivot) && isMissing(record, unreachable));
			}
			case KEEP_MAJORITY, STATIC_QUORUM -> isAnyMissing(settings.role(), members, unreachable);
			case DOWN_ALL, NONE -> false;
		};
	}

	private static boolean isAnyMissing(@Nullable String role, Collection<MemberRecord> members,
			Set<NodeId> unreachable) {
		return role != null && members.stream()
			.anyMatch((record) -> record.roles().contains(role) && isMissing(record, unreachable));
	}

	private static boolean isMissing(MemberRecord record, Set<NodeId> unreachable) {
		return record.status() == MemberStatus.DOWN || unreachable.contains(record.id());
	}

}
