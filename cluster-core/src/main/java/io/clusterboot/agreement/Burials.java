package io.clusterboot.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;

/**
 * When a tombstone may be forgotten: by causal stability, once every current member,
 * unreachable ones included, has attested a state without the removed one, and a minute
 * has passed in which frames under way arrived. Times are monotonic ms.
 */
public final class Burials {

	private static final long GRACE = 60_000;

	private final Map<NodeId, Attestation> attestations = new TreeMap<>();

	/**
	 * Looks at a state.
	 * @param members the members table
	 * @param seen who has seen it
	 * @param now the time
	 * @return what may be forgotten now
	 */
	public Forgettable observe(MemberTable members, SeenSet seen, long now) {
		List<NodeId> tombstones = new ArrayList<>();
		long removals = 0;
		if (seen.isComplete()) {
			for (NodeId tombstone : members.tombstones()) {
				Attestation attested = this.attestations.computeIfAbsent(tombstone,
						(key) -> new Attestation(now, members.removals()));
				if (now - attested.at() >= GRACE) {
					tombstones.add(tombstone);
					removals = Math.max(removals, attested.removals());
				}
			}
		}
		this.attestations.keySet().removeAll(tombstones);
		return new Forgettable(tombstones, removals);
	}

	/**
	 * When all had attested that a member was removed.
	 *
	 * @param at the time
	 * @param removals the removals counter then
	 */
	private record Attestation(long at, long removals) {
	}

	/**
	 * What may be forgotten.
	 *
	 * @param tombstones removed members, may be empty
	 * @param removals all present members knew this count of removals, or a higher one,
	 * when they attested these
	 */
	public record Forgettable(List<NodeId> tombstones, long removals) {
	}

}
