package io.clusterboot.downing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;

/**
 * A split in a few characters: "1 2* 3j" are member 1, UP; member 2, UP, with the role
 * "core"; member 3, JOINING. Letters are those of the status: j, w, l, e, d. Node n has
 * the age n and the n-th address.
 */
final class Sides {

	/** What a side decides about itself. */
	enum Fate {

		/** It downs the other side. */
		GOES_ON,

		/** It downs itself. */
		GIVES_IN,

		/** It downs everybody. */
		DOWNS_ALL

	}

	private Sides() {
	}

	static Split split(String ours, String theirs) {
		List<MemberRecord> members = new ArrayList<>(members(ours));
		Set<NodeId> unreachable = new TreeSet<>();
		for (MemberRecord record : members(theirs)) {
			members.add(record);
			if (record.status() != MemberStatus.DOWN) {
				unreachable.add(record.id());
			}
		}
		members.sort((one, other) -> one.id().compareTo(other.id()));
		return new Split(members, unreachable);
	}

	/** Fails where a strategy downs anything but whole sides. */
	static Fate fate(Split split, Decision decision) {
		Set<NodeId> ours = split.everybody(true);
		Set<NodeId> theirs = split.everybody(false);
		Set<NodeId> all = new TreeSet<>(ours);
		all.addAll(theirs);
		if (decision.down().equals(all)) {
			return Fate.DOWNS_ALL;
		}
		if (decision.down().equals(theirs)) {
			return Fate.GOES_ON;
		}
		if (decision.down().equals(ours)) {
			return Fate.GIVES_IN;
		}
		throw new AssertionError("Neither side, nor all: " + decision);
	}

	private static List<MemberRecord> members(String text) {
		List<MemberRecord> members = new ArrayList<>();
		for (String word : text.trim().split("\\s+")) {
			if (!word.isEmpty()) {
				members.add(member(word));
			}
		}
		return members;
	}

	private static MemberRecord member(String word) {
		boolean core = word.endsWith("*");
		String name = core ? word.substring(0, word.length() - 1) : word;
		MemberStatus status = MemberStatus.UP;
		for (MemberStatus other : MemberStatus.values()) {
			String letter = other.name().substring(0, 1).toLowerCase();
			if (other != MemberStatus.UP && name.endsWith(letter)) {
				status = other;
				name = name.substring(0, name.length() - 1);
			}
		}
		return Some.member(Integer.parseInt(name), status, core ? new String[] { "core" } : new String[0]);
	}

}
