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
	 * Whom a node observes: on each ring the next member that is reachable, and the
	 * unreachable ones before it. If those were left out, the ones who take a member for
	 * unreachable would never report it, and the others would wait for their reports.
	 * @param observer the node
	 * @param unreachable members that are unreachable
	 * @return at least K members where there are so many, at most 3 K
	 */
	public Set<NodeId> subjectsOf(MemberRecord observer, Predicate<NodeId> unreachable) {
		Set<NodeId> chosen = new TreeSet<>();
		if (isFullMesh()) {
			this.members.forEach((member) -> chosen.add(member.id()));
			chosen.remove(observer.id());
			return chosen;
		}
		Predicate<NodeId> eligible = (id) -> !id.equals(observer.id()) && !chosen.contains(id);
		int left = 2 * this.rings;
		for (int ring = 0; ring < this.rings; ring++) {
			NodeId successor = nearest(observer, ring, true, eligible);
			while (successor != null && unreachable.test(successor) && left-- > 0) {
				chosen.add(successor);
				successor = nearest(observer, ring, true, eligible);
			}
			if (successor != null && unreachable.test(successor)) {
				successor = nearest(observer, ring, true, eligible.and(unreachable.negate()));
			}
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
