package io.clusterboot.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * Several nodes that all write as members do (they let others join, raise statuses,
 * remove, report, describe) and whose news arrive at the others late, twice and in any
 * order.
 */
class Replicas {

	private static final int ADDRESSES = 5;

	private final List<Tables> replicas = new ArrayList<>();

	private final List<List<Delta>> underWay = new ArrayList<>();

	private final List<Delta> sent = new ArrayList<>();

	private final Random random;

	private final Map<NodeId, Long> rowVersions = new TreeMap<>();

	private final Map<NodeId, Long> dataVersions = new TreeMap<>();

	private long lives;

	Replicas(int count, Random random) {
		this.random = random;
		for (int i = 0; i < count; i++) {
			this.replicas.add(Tables.EMPTY);
			this.underWay.add(new ArrayList<>());
		}
	}

	List<Tables> all() {
		return this.replicas;
	}

	/** Somebody writes, or a delta arrives somewhere. */
	void step() {
		int replica = this.random.nextInt(this.replicas.size());
		List<Delta> waiting = this.underWay.get(replica);
		if (!waiting.isEmpty() && this.random.nextBoolean()) {
			deliver(replica, this.random.nextInt(waiting.size()));
		}
		else {
			write(replica);
		}
	}

	/** Everything arrives everywhere, some of it again. */
	void deliverAll() {
		for (int replica = 0; replica < this.replicas.size(); replica++) {
			while (!this.underWay.get(replica).isEmpty()) {
				deliver(replica, this.random.nextInt(this.underWay.get(replica).size()));
			}
			if (!this.sent.isEmpty()) {
				Delta again = this.sent.get(this.random.nextInt(this.sent.size()));
				this.replicas.set(replica, this.replicas.get(replica).merge(again).tables());
			}
		}
	}

	private void deliver(int replica, int place) {
		List<Delta> waiting = this.underWay.get(replica);
		// one in four arrives again
		Delta delta = (this.random.nextInt(4) == 0) ? waiting.get(place) : waiting.remove(place);
		this.replicas.set(replica, this.replicas.get(replica).merge(delta).tables());
	}

	private void write(int replica) {
		Tables before = this.replicas.get(replica);
		Tables.Merge merge = change(before);
		Tables.Changes changes = merge.changes();
		Delta news = closed(merge.tables(), changes);
		this.replicas.set(replica, merge.tables());
		this.sent.add(news);
		for (int other = 0; other < this.replicas.size(); other++) {
			if (other != replica) {
				this.underWay.get(other).add(news);
			}
		}
	}

	/** A row travels with its member's record. */
	private static Delta closed(Tables tables, Tables.Changes changes) {
		List<NodeId> members = new ArrayList<>(changes.members());
		members.addAll(changes.rows());
		members.addAll(changes.data());
		return tables.select(members, changes.buried(), changes.rows(), changes.data());
	}

	private Tables.Merge change(Tables tables) {
		List<MemberRecord> live = tables.members().live();
		if (live.isEmpty() || this.random.nextInt(3) == 0) {
			NodeId id = Some.node(1 + this.random.nextInt(ADDRESSES), ++this.lives);
			return tables.merge(Some.delta(Some.record(id, MemberStatus.JOINING, 0)));
		}
		MemberRecord record = live.get(this.random.nextInt(live.size()));
		NodeId id = record.id();
		return switch (this.random.nextInt(4)) {
			case 0 -> tables.remove(List.of(id));
			case 1 -> tables.merge(Some.delta(raised(record)));
			case 2 -> tables.merge(new Delta(List.of(), List.of(), 0,
					List.of(Some.row(id, this.rowVersions.merge(id, 1L, Long::sum), List.of(id), Evidence.LINK)),
					List.of()));
			default -> tables.merge(new Delta(List.of(), List.of(), 0, List.of(),
					List.of(Some.data(id, this.dataVersions.merge(id, 1L, Long::sum)))));
		};
	}

	private MemberRecord raised(MemberRecord record) {
		MemberStatus[] statuses = MemberStatus.values();
		int next = Math.min(record.status().ordinal() + 1 + this.random.nextInt(3), MemberStatus.DOWN.ordinal());
		return Some.record(record.id(), statuses[next], this.random.nextInt(4));
	}

}
