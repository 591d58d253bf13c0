package io.clusterboot.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;

/**
 * Random changes as members write them: they let others join, raise statuses, remove,
 * report, describe. No version and no life is written twice.
 */
class Writers {

	private final Random random;

	private final int addresses;

	private final Map<NodeId, Long> versions = new TreeMap<>();

	private long lives = 1;

	/** Writers of a cluster of some size that may grow by a fifth. */
	Writers(int size, Random random) {
		this.addresses = size + size / 5 + 1;
		this.random = random;
	}

	/** Members that are all UP; each has reported something and described itself. */
	static Tables established(int size) {
		Tables tables = Some.tables(Some.up(size));
		for (MemberRecord record : tables.members().live()) {
			tables = tables.merge(about(record.id(), 1)).tables();
		}
		return tables;
	}

	/** A row and data of a node. */
	static Delta about(NodeId id, long version) {
		return new Delta(List.of(), List.of(), 0, List.of(Some.row(id, version, List.of(id), Evidence.LINK)),
				List.of(Some.data(id, version)));
	}

	/** Somebody who has these tables writes. */
	Tables.Merge write(Tables tables) {
		List<MemberRecord> live = tables.members().live();
		if (live.isEmpty() || this.random.nextInt(4) == 0) {
			NodeId id = Some.node(1 + this.random.nextInt(this.addresses), ++this.lives);
			return tables.merge(Some.delta(Some.record(id, MemberStatus.JOINING, 0)));
		}
		MemberRecord record = live.get(this.random.nextInt(live.size()));
		long version = this.versions.merge(record.id(), 2L, Long::sum);
		Delta about = about(record.id(), version);
		return switch (this.random.nextInt(5)) {
			case 0 -> tables.remove(List.of(record.id()));
			case 1 -> tables.merge(new Delta(List.of(), List.of(), 0, about.rows(), List.of()));
			case 2 -> tables.merge(new Delta(List.of(), List.of(), 0, List.of(), about.data()));
			default -> tables.merge(Some.delta(raised(record)));
		};
	}

	private MemberRecord raised(MemberRecord record) {
		if (record.status().compareTo(MemberStatus.UP) < 0) {
			return record.up(1 + this.random.nextInt(5));
		}
		int next = Math.min(record.status().ordinal() + 1, MemberStatus.DOWN.ordinal());
		return record.withStatus(MemberStatus.values()[next]);
	}

	/** What a change brought; a row travels with its member's record. */
	static Delta news(Tables.Merge change) {
		Tables.Changes changes = change.changes();
		List<NodeId> members = new ArrayList<>(changes.members());
		members.addAll(changes.rows());
		members.addAll(changes.data());
		return change.tables().select(members, changes.buried(), changes.rows(), changes.data());
	}

}
