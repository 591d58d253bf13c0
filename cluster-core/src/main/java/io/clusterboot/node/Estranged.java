package io.clusterboot.node;

import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;

/**
 * Nodes of this very cluster that answer for themselves and are no members here. News of
 * a join or a removal soon end that; where it lasts, the cluster fell into parts that
 * removed each other and would never meet again. Times are monotonic ms.
 */
final class Estranged {

	/** News reach everybody sooner, and who was removed is told so sooner. */
	private static final long SETTLED = 15_000;

	/** Who was not met for so long is forgotten. */
	private static final long FORGET = 10 * SETTLED;

	private final Map<NodeId, Sighting> sightings = new TreeMap<>();

	/** Such a node answered; true if it is one for so long that no news will end it. */
	boolean met(NodeId node, long now) {
		this.sightings.values().removeIf((sighting) -> now - sighting.last > FORGET);
		Sighting sighting = this.sightings.merge(node, new Sighting(now, now),
				(before, next) -> new Sighting(before.first, now));
		return now - sighting.first >= SETTLED;
	}

	/**
	 * When it answered.
	 *
	 * @param first since when
	 * @param last when last
	 */
	private record Sighting(long first, long last) {
	}

}
