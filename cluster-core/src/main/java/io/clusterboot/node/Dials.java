package io.clusterboot.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;

/**
 * Whom a node still has to dial, and when each has its turn. A node that cannot follow
 * dials less, and while the overlay changes it makes do with a few links: by the time a
 * dial has its turn the overlay may want another one. (100 nodes that started at once on
 * two cores opened several times as many links as they needed, and had no time left for
 * anything else.) Times are monotonic ms.
 */
final class Dials {

	/** Links that are being opened at the same time. */
	private static final int AT_ONCE = 8;

	/** Open links that suffice while the overlay changes. */
	private static final int FEW = 3;

	/** The overlay has not changed for so long: it is worth having all links. */
	private static final long CALM = 200;

	/** Nobody waits longer for calm than this. */
	private static final long PATIENCE = 1000;

	/** A dial that takes longer keeps no other one waiting: nobody may be there. */
	private static final long SLOW = 1000;

	private final Map<NodeId, Long> at = new TreeMap<>();

	private long changedAt = Long.MIN_VALUE / 2;

	/** The overlay wants other links than before. */
	void changed(long now) {
		this.changedAt = now;
	}

	void plan(NodeId peer, long time) {
		this.at.put(peer, time);
	}

	/** Nobody is waited for any longer. */
	void hurry(long now) {
		this.at.replaceAll((peer, time) -> Math.min(time, now));
	}

	void postpone(long millis) {
		this.at.replaceAll((peer, time) -> time + millis);
	}

	boolean isPlanned(NodeId peer) {
		return this.at.containsKey(peer);
	}

	void forget(NodeId peer) {
		this.at.remove(peer);
	}

	void retain(Set<NodeId> wanted) {
		this.at.keySet().retainAll(wanted);
	}

	void clear() {
		this.at.clear();
	}

	/**
	 * Those whose turn has come, the longest waiting first.
	 * @param links all links
	 * @param open how many of them are open
	 */
	List<NodeId> turns(Collection<Link> links, int open, long now) {
		if (this.at.isEmpty()) {
			return List.of();
		}
		boolean needed = open < FEW;
		if (this.at.values().stream().allMatch((time) -> turnOf(time, needed) > now)) {
			return List.of();
		}
		return this.at.entrySet()
			.stream()
			.filter((entry) -> turnOf(entry.getValue(), needed) <= now)
			.sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
			.limit(Math.max(0, AT_ONCE - underWay(links, now)))
			.map(Map.Entry::getKey)
			.toList();
	}

	/** While the overlay changes a few links suffice, but nobody waits for long. */
	private long turnOf(long time, boolean needed) {
		return needed ? time : Math.max(time, Math.min(this.changedAt + CALM, time + PATIENCE));
	}

	/** When a turn comes by time alone. */
	long deadline(Collection<Link> links, int open, long now) {
		if (this.at.isEmpty()) {
			return Long.MAX_VALUE;
		}
		boolean needed = open < FEW;
		long deadline = Long.MAX_VALUE;
		for (long time : this.at.values()) {
			deadline = Math.min(deadline, turnOf(time, needed));
		}
		return (underWay(links, now) < AT_ONCE) ? deadline : Math.max(deadline, nextSlow(links, now));
	}

	private static long underWay(Collection<Link> links, long now) {
		return links.stream().filter((link) -> isUnderWay(link, now)).count();
	}

	private static long nextSlow(Collection<Link> links, long now) {
		return links.stream()
			.filter((link) -> isUnderWay(link, now))
			.mapToLong((link) -> link.createdAt + SLOW)
			.min()
			.orElse(Long.MIN_VALUE);
	}

	private static boolean isUnderWay(Link link, long now) {
		return link.outbound && !link.open && now - link.createdAt < SLOW;
	}

}
