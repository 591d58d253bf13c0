package io.clusterboot.downing;

import java.util.Collection;
import java.util.Comparator;

import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * The member whose side wins a split, where the strategy goes by one: however many others
 * there are, nobody may act against it before the split is resolved.
 */
public final class Pivot {

	private Pivot() {
	}

	/**
	 * Finds it.
	 * @param settings the strategy
	 * @param members all live members
	 * @return the referee or the oldest member, null under the other strategies and when
	 * there is none; one that is DOWN, too, as those who have not heard of that go by it
	 */
	public static @Nullable NodeId of(DowningSettings settings, Collection<MemberRecord> members) {
		return switch (settings.strategy()) {
			case KEEP_REFEREE -> members.stream()
				.map(MemberRecord::id)
				.filter((id) -> id.address().equals(settings.referee().address()))
				.findFirst()
				.orElse(null);
			case KEEP_OLDEST -> members.stream()
				.filter((record) -> (record.isVoting() || record.wasVoting())
						&& (settings.role() == null || record.roles().contains(settings.role())))
				.min(Comparator.comparingInt(MemberRecord::upNumber).thenComparing(MemberRecord::id))
				.map(MemberRecord::id)
				.orElse(null);
			case KEEP_MAJORITY, STATIC_QUORUM, LEASE_MAJORITY, DOWN_ALL, NONE -> null;
		};
	}

}
