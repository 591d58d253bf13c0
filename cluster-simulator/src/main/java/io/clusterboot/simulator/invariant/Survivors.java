package io.clusterboot.simulator.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;

/**
 * Invariant 11: at most one side of a split survives. Two running members never have
 * removed each other; and none that hold each other for dead go on for longer than it
 * takes a side to find out that it is the minority. One that is stopped has yet to find
 * out, if all others have ended who removed somebody with it: nobody awake knows of that.
 * So have two that one side has removed, both of them, and that have removed none of it:
 * they hear of each other's removal before they hear of their own. Two that know that
 * they are EXITING do not go on, whoever removes them. Members that a person downed do
 * not count; nor does a split across which a person downed somebody who is not told and
 * goes on: that counts before any strategy, and may make a majority of a minority.
 */
final class Survivors implements Listener {

	/** Detection, the longest stable-after, and a split that changes meanwhile. */
	private static final long FIND_OUT = 90_000;

	private static final long LOOK = 1000;

	/** How long it takes to tell somebody on the same side that it is DOWN. */
	private static final long TELL = 2000;

	private final Map<NodeId, Set<NodeId>> dead = new HashMap<>();

	private final Map<NodeId, Set<NodeId>> removed = new HashMap<>();

	private final Map<NodeId, Set<NodeId>> news = new HashMap<>();

	/** Since when two members hold each other for dead. */
	private final Map<Pair, Long> mutual = new TreeMap<>();

	private final Set<NodeId> byHand = new HashSet<>();

	/** Whom a person downed, and when, unless that was told to them. */
	private final Map<NodeId, Long> untold = new TreeMap<>();

	private long confusedUntil;

	private long lookedAt;

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void downedByHand(SimulatedNode by, SimulatedNode subject) {
		if (subject.process() > 0) {
			this.byHand.add(subject.id());
			this.untold.put(subject.id(), by.cluster().now());
		}
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		if (before == Tables.EMPTY) {
			// tombstones of a Welcome are of members that ended before this one came
			return;
		}
		Difference.compare(before, after, (earlier, record) -> {
			if (record.status() == MemberStatus.DOWN) {
				add(this.news, node.id(), record.id());
			}
		}, (record) -> {
			add(this.news, node.id(), record.id());
			add(this.removed, node.id(), record.id());
		});
	}

	private static void add(Map<NodeId, Set<NodeId>> sets, NodeId holder, NodeId subject) {
		sets.computeIfAbsent(holder, (key) -> new HashSet<>()).add(subject);
	}

	@Override
	public void settled(SimulatedNode node) {
		long now = node.cluster().now();
		Insight insight = node.insight();
		Set<NodeId> subjects = (insight != null) ? this.news.remove(insight.self()) : null;
		if (insight != null && subjects != null) {
			subjects.forEach((subject) -> buried(node.cluster(), insight.self(), subject));
		}
		if (now - this.lookedAt >= LOOK) {
			this.lookedAt = now;
			look(node.cluster(), now);
		}
	}

	private void buried(SimulatedCluster cluster, NodeId holder, NodeId subject) {
		add(this.dead, holder, subject);
		boolean excused = this.byHand.contains(holder) || this.byHand.contains(subject) || isConfused(cluster)
				|| (isExiting(cluster, holder) && isExiting(cluster, subject));
		if (excused || !lives(cluster, subject) || !holds(this.dead, subject, holder)) {
			return;
		}
		boolean both = holds(this.removed, holder, subject) && holds(this.removed, subject, holder);
		if (both && !isRemovedWith(cluster, holder, subject) && isRemovedByOneAwake(cluster, holder)
				&& isRemovedByOneAwake(cluster, subject)) {
			throw new InvariantViolation(11, holder + " and " + subject + " run, and each has removed the other one");
		}
		this.mutual.putIfAbsent(Pair.of(holder, subject), cluster.now());
	}

	/** Whether anybody who runs, and is not stopped, has removed a member. */
	private boolean isRemovedByOneAwake(SimulatedCluster cluster, NodeId subject) {
		return cluster.nodes().stream().filter((node) -> !node.isPaused()).anyMatch((node) -> {
			Insight insight = node.insight();
			return insight != null && holds(this.removed, insight.self(), subject);
		});
	}

	/**
	 * Whether anybody who runs, and is not stopped, has removed both, and neither of them
	 * has removed it: if one had, theirs would be two sides all the same.
	 */
	private boolean isRemovedWith(SimulatedCluster cluster, NodeId one, NodeId other) {
		return cluster.nodes().stream().filter((node) -> !node.isPaused()).anyMatch((node) -> {
			Insight insight = node.insight();
			return insight != null && holds(this.removed, insight.self(), one)
					&& holds(this.removed, insight.self(), other) && !holds(this.removed, one, insight.self())
					&& !holds(this.removed, other, insight.self());
		});
	}

	private boolean isConfused(SimulatedCluster cluster) {
		this.untold.keySet().removeIf((subject) -> !lives(cluster, subject));
		if (this.untold.values().stream().anyMatch((since) -> cluster.now() - since > TELL)) {
			this.confusedUntil = cluster.now() + FIND_OUT;
		}
		return !this.untold.isEmpty() || cluster.now() < this.confusedUntil;
	}

	private void look(SimulatedCluster cluster, long now) {
		isConfused(cluster);
		this.mutual.keySet().removeIf((pair) -> !lives(cluster, pair.one) || !lives(cluster, pair.other));
		this.mutual.replaceAll((pair, since) -> isWell(cluster, pair.one) && isWell(cluster, pair.other) ? since : now);
		this.mutual.forEach((pair, since) -> {
			if (now - since > FIND_OUT) {
				throw new InvariantViolation(11, pair.one + " and " + pair.other
						+ " both go on, and have held each other for dead since " + since);
			}
		});
	}

	private static boolean holds(Map<NodeId, Set<NodeId>> sets, NodeId holder, NodeId subject) {
		return sets.getOrDefault(holder, Set.of()).contains(subject);
	}

	private static boolean lives(SimulatedCluster cluster, NodeId id) {
		Insight insight = node(cluster, id).insight();
		return insight != null && insight.self().equals(id);
	}

	/** Whether a member knows that it is on its way out. */
	private static boolean isExiting(SimulatedCluster cluster, NodeId id) {
		Insight insight = node(cluster, id).insight();
		MemberRecord own = (insight != null) ? insight.tables().members().get(id) : null;
		return own != null && own.status() == MemberStatus.EXITING;
	}

	private static boolean isWell(SimulatedCluster cluster, NodeId id) {
		return !node(cluster, id).isPaused() && !node(cluster, id).isSlow();
	}

	private static SimulatedNode node(SimulatedCluster cluster, NodeId id) {
		return cluster.node(SimulatedCluster.indexOf(id.address()));
	}

	/** Two members, the lower one first. */
	private record Pair(NodeId one, NodeId other) implements Comparable<Pair> {

		static Pair of(NodeId one, NodeId other) {
			return (one.compareTo(other) < 0) ? new Pair(one, other) : new Pair(other, one);
		}

		@Override
		public int compareTo(Pair other) {
			int byOne = this.one.compareTo(other.one);
			return (byOne != 0) ? byOne : this.other.compareTo(other.other);
		}

	}

}
