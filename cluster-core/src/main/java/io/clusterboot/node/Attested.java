package io.clusterboot.node;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;

/**
 * What a member knows that all members know: the last state that all had seen, and the
 * removals counter up to which it has forgotten who was removed.
 */
final class Attested {

	private MemberTable state = MemberTable.EMPTY;

	private final Set<NodeId> confirmed = new TreeSet<>();

	private long forgotten;

	/** All members have seen a state. */
	void by(MemberTable state) {
		this.state = state;
	}

	/** Those of them that are EXITING and have seen it themselves. */
	void exits(MemberTable members, SeenSet seen) {
		this.confirmed.removeIf((id) -> members.indexOf(id) < 0);
		for (int place : members.electorate().exiting()) {
			if (seen.contains(place)) {
				this.confirmed.add(members.live().get(place).id());
			}
		}
	}

	/** Tombstones are forgotten that all knew at this count of removals. */
	void forgot(long removals) {
		this.forgotten = Math.max(this.forgotten, removals);
	}

	/** The removals counter of the last state that all had seen. */
	long removals() {
		return this.state.removals();
	}

	/**
	 * Members without a vote on whom one that has not heard the latest may still count:
	 * their former life was removed, while not all members have attested that; or they
	 * are EXITING, and have not heard of that themselves.
	 */
	Set<NodeId> believed(MemberTable members) {
		int[] exiting = members.electorate().exiting();
		if (this.state == members || (members.tombstones().isEmpty() && exiting.length == 0)) {
			return Set.of();
		}
		Set<NodeId> believed = new TreeSet<>();
		for (int place : exiting) {
			MemberRecord record = members.live().get(place);
			if (record.upNumber() > 0 && !this.confirmed.contains(record.id())) {
				believed.add(record.id());
			}
		}
		for (NodeId former : members.tombstones()) {
			MemberRecord heir = members.at(former.address());
			if (heir != null && heir.upNumber() == 0 && !this.state.tombstones().contains(former)) {
				believed.add(heir.id());
			}
		}
		return believed;
	}

	/**
	 * Where fewer removals were known than all members know of, who is no member here may
	 * be one whose removal was forgotten: such records are copies from long ago.
	 */
	Delta withoutForgotten(Delta delta, MemberTable members) {
		if (delta.removals() >= this.forgotten) {
			return delta;
		}
		return new Delta(delta.members().stream().filter((record) -> members.indexOf(record.id()) >= 0).toList(),
				delta.tombstones(), delta.removals(), delta.rows(), delta.data());
	}

	/**
	 * Tombstones that others have forgotten already: one that knows of the removals has
	 * let in a life with a lower incarnation, as after a clock went back. To go on to
	 * remember them would end each such life again.
	 */
	Collection<NodeId> forgottenElsewhere(Delta delta, MemberTable members) {
		SortedSet<NodeId> tombstones = members.tombstones();
		if (tombstones.isEmpty() || delta.removals() < this.state.removals()) {
			return Set.of();
		}
		Set<NodeId> outlived = new TreeSet<>();
		for (MemberRecord record : delta.members()) {
			NodeId id = record.id();
			if (members.indexOf(id) < 0 && !tombstones.contains(id)) {
				outlived.addAll(tombstones.subSet(id, new NodeId(id.address(), Long.MAX_VALUE)));
			}
		}
		outlived.retainAll(this.state.tombstones());
		return outlived;
	}

}
