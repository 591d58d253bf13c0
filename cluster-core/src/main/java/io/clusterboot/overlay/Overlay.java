package io.clusterboot.overlay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;

/**
 * Who observes whom: rings that each order the members by a hash of their own, one for
 * two observers. A node observes its neighbours in each ring, on both sides, and they
 * observe it: so both ends of a link want it, and share one exchange of probes. The union
 * of random rings is an expander (Rapid, USENIX ATC 2018, section 4.1). Up to K + 1
 * members everybody observes everybody. Does not change, but remembers what it found: for
 * one thread.
 */
public final class Overlay {

	private final List<MemberRecord> members;

	private final List<Ring> rings;

	private final int count;

	/** The observers of each member, found when they are first asked for. */
	private final Map<NodeId, Set<NodeId>> observers = new HashMap<>();

	private Overlay(List<MemberRecord> members, List<Ring> rings, int count) {
		this.members = members;
		this.rings = rings;
		this.count = count;
	}

	/**
	 * The overlay of a members table; DOWN members have no place in it.
	 * @param table the members
	 * @param count K, how many observers a member has, at least 1
	 * @return the overlay
	 */
	public static Overlay of(MemberTable table, int count) {
		return of(membersOf(table), count);
	}

	private static Overlay of(List<MemberRecord> members, int count) {
		return new Overlay(members, (members.size() <= count + 1) ? List.of() : Ring.all(members, (count + 1) / 2),
				count);
	}

	private static List<MemberRecord> membersOf(MemberTable table) {
		return table.live().stream().filter((record) -> record.status() != MemberStatus.DOWN).toList();
	}

	/**
	 * The overlay of a later members table, made from this one.
	 * @param table the members
	 * @return the same as {@link #of} gives; this one when nobody came or went
	 */
	public Overlay next(MemberTable table) {
		List<MemberRecord> next = membersOf(table);
		if (isFullMesh() || next.size() <= this.count + 1) {
			return of(next, this.count);
		}
		Ring.Change change = Ring.Change.between(this.members, next);
		if (change.isNone()) {
			return this;
		}
		return new Overlay(next, this.rings.stream().map((ring) -> ring.apply(change)).toList(), this.count);
	}

	/**
	 * Whether everybody observes everybody.
	 * @return true up to K + 1 members
	 */
	public boolean isFullMesh() {
		return this.rings.isEmpty();
	}

	/**
	 * Whom a node observes in any case.
	 * @param observer the node
	 * @return its next members in all rings, at most K; everybody else in a full mesh
	 */
	public Set<NodeId> neighboursOf(MemberRecord observer) {
		Set<NodeId> neighbours = new TreeSet<>();
		if (isFullMesh()) {
			this.members.forEach((member) -> neighbours.add(member.id()));
			neighbours.remove(observer.id());
		}
		for (int side = 0; side < this.count && !isFullMesh(); side++) {
			this.rings.get(side / 2).walk(observer, step(side), (id) -> {
				neighbours.add(id);
				return false;
			});
		}
		return neighbours;
	}

	/**
	 * Whom a node observes: on both sides in each ring the next member that is reachable,
	 * and the unreachable ones before it. If those were left out, the ones who take a
	 * member for unreachable would never report it, and the others would wait for their
	 * reports.
	 * @param observer the node
	 * @param unreachable members that are unreachable
	 * @return at most 3 K members; fewer than K where rings have the same neighbours
	 */
	public Set<NodeId> subjectsOf(MemberRecord observer, Predicate<NodeId> unreachable) {
		Set<NodeId> chosen = neighboursOf(observer);
		for (int side = 0; side < this.count && !isFullMesh(); side++) {
			this.rings.get(side / 2).walk(observer, step(side), (id) -> {
				boolean passed = unreachable.test(id);
				if (!passed || chosen.size() < 2 * this.count) {
					chosen.add(id);
				}
				return passed;
			});
		}
		return chosen;
	}

	/**
	 * In which direction the subjects of a side are; an odd K leaves one ring with one
	 * side.
	 */
	private static int step(int side) {
		return (side % 2 == 0) ? 1 : -1;
	}

	/**
	 * Who surely observes a node if all count.
	 * @param subject the node
	 * @return the same as with the other method
	 */
	public Set<NodeId> observersOf(MemberRecord subject) {
		return this.observers.computeIfAbsent(subject.id(), (id) -> observersOf(subject, (other) -> true));
	}

	/**
	 * Who surely observes a node: its neighbours in each ring.
	 * @param subject the node
	 * @param counted which members count at all
	 * @return at most K members; everybody else in a full mesh
	 */
	public Set<NodeId> observersOf(MemberRecord subject, Predicate<NodeId> counted) {
		Set<NodeId> observers = new TreeSet<>();
		if (isFullMesh()) {
			for (MemberRecord member : this.members) {
				if (!member.id().equals(subject.id()) && counted.test(member.id())) {
					observers.add(member.id());
				}
			}
			return observers;
		}
		for (int side = 0; side < this.count; side++) {
			this.rings.get(side / 2).walk(subject, -step(side), (id) -> {
				boolean found = counted.test(id);
				if (found) {
					observers.add(id);
				}
				return !found;
			});
		}
		return observers;
	}

}
