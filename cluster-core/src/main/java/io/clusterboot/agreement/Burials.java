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

	private final Map<NodeId, Long> attestedAt = new TreeMap<>();

	/**
	 * Looks at a state.
	 * @param members the members table
	 * @param seen who has seen it
	 * @param now the time
	 * @return tombstones that may be forgotten now
	 */
	public List<NodeId> observe(MemberTable members, SeenSet seen, long now) {
		List<NodeId> forgettable = new ArrayList<>();
		if (seen.isComplete()) {
			for (NodeId tombstone : members.tombstones()) {
				long since = this.attestedAt.computeIfAbsent(tombstone, (key) -> now);
				if (now - since >= GRACE) {
					forgettable.add(tombstone);
				}
			}
		}
		this.attestedAt.keySet().removeAll(forgettable);
		return forgettable;
	}

}
