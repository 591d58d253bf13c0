package io.clusterboot.overlay;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import org.jspecify.annotations.Nullable;

/**
 * Who observes whom: K rings, each of which orders the members by a hash of their own. A
 * node observes its successor in each ring; a successor that an earlier ring gave already
 * is replaced by the next one. The union of random rings is an expander (Rapid, USENIX
 * ATC 2018, section 4.1). Up to K + 1 members everybody observes everybody.
 */
public final class Overlay {

	private final List<MemberRecord> members;

	private final int rings;

	private Overlay(List<MemberRecord> members, int rings) {
		this.members = members;
		this.rings = rings;
	}

	/**
	 * The overlay of a members table; DOWN members have no place in it.
	 * @param table the members
	 * @param rings K, at least 1
	 * @return the overlay
	 */
	public static Overlay of(MemberTable table, int rings) {
		List<MemberRecord> members = table.live()
			.stream()
			.filter((record) -> record.status() != MemberStatus.DOWN)
			.toList();
		return new Overlay(members, rings);
	}

	/**
	 * Whether everybody observes everybody.
	 * @return true up to K + 1 members
	 */
	public boolean isFullMesh() {
		return this.members.size() <= this.rings + 1;
	}

	/**
	 * Whom a node observes.
	 * @param observer the node
	 * @param skipped members that are not to be chosen, as they are unreachable
	 * @return at most K members
	 */
	public Set<NodeId> subjectsOf(MemberRecord observer, Predicate<NodeId> skipped) {
		Set<NodeId> chosen = new TreeSet<>();
		if (isFullMesh()) {
			this.members.forEach((member) -> chosen.add(member.id()));
			chosen.remove(observer.id());
			chosen.removeIf(skipped);
			return chosen;
		}
		for (int ring = 0; ring < this.rings; ring++) {
			NodeId successor = nearest(observer, ring, true,
					(id) -> !id.equals(observer.id()) && !chosen.contains(id) && !skipped.test(id));
			if (successor != null) {
				chosen.add(successor);
			}
		}
		return chosen;
	}

	/**
	 * Who surely observes a node: its predecessor in each ring.
	 * @param subject the node
	 * @param counted which members count at all
	 * @return at most K members; everybody else in a full mesh
	 */
	public Set<NodeId> observersOf(MemberRecord subject, Predicate<NodeId> counted) {
		Set<NodeId> observers = new TreeSet<>();
		Predicate<NodeId> eligible = (id) -> !id.equals(subject.id()) && counted.test(id);
		if (isFullMesh()) {
			this.members.stream().map(MemberRecord::id).filter(eligible).forEach(observers::add);
			return observers;
		}
		for (int ring = 0; ring < this.rings; ring++) {
			NodeId predecessor = nearest(subject, ring, false, eligible);
			if (predecessor != null) {
				observers.add(predecessor);
			}
		}
		return observers;
	}

	/** The nearest eligible member after (or before) a member on a ring. */
	private @Nullable NodeId nearest(MemberRecord of, int ring, boolean after, Predicate<NodeId> eligible) {
		long origin = of.positions().on(ring, this.rings);
		NodeId nearest = null;
		long least = 0;
		for (MemberRecord member : this.members) {
			long ahead = member.positions().on(ring, this.rings) - origin;
			long distance = after ? ahead : -ahead;
			if ((nearest == null || Long.compareUnsigned(distance, least) < 0) && eligible.test(member.id())) {
				nearest = member.id();
				least = distance;
			}
		}
		return nearest;
	}

}
