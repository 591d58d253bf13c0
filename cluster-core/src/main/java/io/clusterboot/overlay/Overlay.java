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
 * Who observes whom: K rings, each of which orders the members by a hash of their own. A
 * node observes its successor in each ring; a successor that an earlier ring gave already
 * is replaced by the next one. The union of random rings is an expander (Rapid, USENIX
 * ATC 2018, section 4.1). Up to K + 1 members everybody observes everybody. Does not
 * change, but remembers what it found: for one thread.
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
	 * @param rings K, at least 1
	 * @return the overlay
	 */
	public static Overlay of(MemberTable table, int rings) {
		return of(membersOf(table), rings);
	}

	private static Overlay of(List<MemberRecord> members, int count) {
		return new Overlay(members, (members.size() <= count + 1) ? List.of() : Ring.all(members, count), count);
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
		int left = 2 * this.count;
		for (Ring ring : this.rings) {
			NodeId successor = ring.after(observer, eligible);
			while (successor != null && unreachable.test(successor) && left-- > 0) {
				chosen.add(successor);
				successor = ring.after(observer, eligible);
			}
			if (successor != null && unreachable.test(successor)) {
				successor = ring.after(observer, eligible.and(unreachable.negate()));
			}
			if (successor != null) {
				chosen.add(successor);
			}
		}
		return chosen;
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
		for (Ring ring : this.rings) {
			NodeId predecessor = ring.before(subject, eligible);
			if (predecessor != null) {
				observers.add(predecessor);
			}
		}
		return observers;
	}

}
