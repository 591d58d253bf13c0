package io.clusterboot.detection;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;

/**
 * What the reports of all observers amount to (after the cut detection of Rapid: Suresh
 * et al., USENIX ATC 2018, section 4.2). A subject that at least H of its observers
 * accuse is unreachable; between L and H it is unstable; below L the reports are noise.
 * Reports of unreachable observers count for nothing, and an unreachable member is
 * reachable again once less than L accuse it.
 *
 * @param unreachable the unreachable members
 * @param unstable the members about which observers do not agree yet
 */
public record Verdict(SortedSet<NodeId> unreachable, SortedSet<NodeId> unstable) {

	/** Everybody is well. */
	public static final Verdict WELL = new Verdict(Collections.emptySortedSet(), Collections.emptySortedSet());

	private static final double LOW = 0.3;

	private static final double HIGH = 0.8;

	/**
	 * Judges.
	 * @param tables members and reports
	 * @param overlay who observes whom
	 * @param self who judges; never finds itself unreachable
	 * @param single whether any single accusation suffices: as the rule says so, or as
	 * the judge takes itself for cut off
	 * @param before the last verdict of the same judge
	 * @return the verdict
	 */
	public static Verdict of(Tables tables, Overlay overlay, NodeId self, boolean single, Verdict before) {
		SortedMap<NodeId, SortedSet<NodeId>> accusers = accusers(tables, self);
		if (accusers.isEmpty()) {
			return WELL;
		}
		TreeSet<NodeId> excluded = new TreeSet<>(before.unreachable);
		excluded.removeIf((id) -> tables.members().get(id) == null);
		TreeSet<NodeId> unreachable = new TreeSet<>();
		for (NodeId subject : excluded) {
			Tally tally = tally(tables.members(), overlay, subject, accusers, excluded, Set.of(), single);
			if (tally.accusations >= tally.low) {
				unreachable.add(subject);
			}
		}
		if (single) {
			// Who judges alone trusts itself first: a report that came through a failing
			// network from one whom it cannot reach must not count in the same moment.
			accusers.forEach((subject, accusing) -> {
				if (accusing.contains(self) && excluded.add(subject)) {
					unreachable.add(subject);
				}
			});
		}
		TreeSet<NodeId> unstable = new TreeSet<>();
		boolean grown = true;
		while (grown) {
			unstable.clear();
			TreeSet<NodeId> entering = entering(tables.members(), overlay, accusers, excluded, unstable, single);
			excluded.addAll(entering);
			unreachable.addAll(entering);
			grown = !entering.isEmpty();
		}
		return new Verdict(Collections.unmodifiableSortedSet(unreachable), Collections.unmodifiableSortedSet(unstable));
	}

	/** Members that become unreachable in one round; the unstable ones are collected. */
	private static TreeSet<NodeId> entering(MemberTable members, Overlay overlay,
			SortedMap<NodeId, SortedSet<NodeId>> accusers, Set<NodeId> excluded, TreeSet<NodeId> unstable,
			boolean single) {
		TreeSet<NodeId> entering = new TreeSet<>();
		for (NodeId subject : accusers.keySet()) {
			if (!excluded.contains(subject)) {
				Tally tally = tally(members, overlay, subject, accusers, excluded, Set.of(), single);
				if (tally.accusations >= tally.high) {
					entering.add(subject);
				}
				else if (tally.accusations >= tally.low) {
					unstable.add(subject);
				}
			}
		}
		if (entering.isEmpty() && unstable.size() > 1) {
			// an edge between two unstable members counts for both
			for (NodeId subject : unstable) {
				Tally tally = tally(members, overlay, subject, accusers, excluded, unstable, single);
				if (tally.accusations >= tally.high) {
					entering.add(subject);
				}
			}
		}
		return entering;
	}

	private static Tally tally(MemberTable members, Overlay overlay, NodeId subject,
			SortedMap<NodeId, SortedSet<NodeId>> accusers, Set<NodeId> excluded, Set<NodeId> doubtful, boolean single) {
		Set<NodeId> accusing = accusers.getOrDefault(subject, Collections.emptySortedSet());
		int accusations = 0;
		for (NodeId observer : accusing) {
			accusations += excluded.contains(observer) ? 0 : 1;
		}
		MemberRecord record = members.get(subject);
		if (single || record == null) {
			return new Tally(accusations, 1, 1);
		}
		// who is unreachable leaves the observers and is not replaced: its successor on
		// the ring may have only begun to observe
		int observers = 0;
		for (NodeId observer : overlay.observersOf(record)) {
			if (!excluded.contains(observer)) {
				observers++;
				accusations += (doubtful.contains(observer) && !accusing.contains(observer)) ? 1 : 0;
			}
		}
		double low = Math.max(1, LOW * observers);
		return new Tally(accusations, low, Math.max(low, HIGH * observers));
	}

	private static SortedMap<NodeId, SortedSet<NodeId>> accusers(Tables tables, NodeId self) {
		SortedMap<NodeId, SortedSet<NodeId>> accusers = new TreeMap<>();
		for (ObservationRow row : tables.rows()) {
			if (isDown(tables.members(), row.observer())) {
				continue;
			}
			for (Map.Entry<NodeId, ?> entry : row.subjects().entrySet()) {
				NodeId subject = entry.getKey();
				if (row.accuses(subject) && !subject.equals(self) && tables.members().get(subject) != null) {
					accusers.computeIfAbsent(subject, (key) -> new TreeSet<>()).add(row.observer());
				}
			}
		}
		return accusers;
	}

	private static boolean isDown(MemberTable members, NodeId id) {
		MemberRecord record = members.get(id);
		return record == null || record.status() == MemberStatus.DOWN;
	}

	/** How many accuse a subject, and the bounds L and H. */
	private record Tally(int accusations, double low, double high) {
	}

}
