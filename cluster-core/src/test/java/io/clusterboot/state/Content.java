package io.clusterboot.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * Everything that tables hold, to be compared.
 *
 * @param live the live records
 * @param tombstones the removed members
 * @param removals the removals counter
 * @param rows the observations
 * @param data the node data
 */
public record Content(List<MemberRecord> live, SortedSet<NodeId> tombstones, long removals, List<ObservationRow> rows,
		List<NodeData> data) {

	/** What some tables hold. */
	public static Content of(Tables tables) {
		Delta everything = tables.everything();
		return new Content(everything.members(), new TreeSet<>(everything.tombstones()), everything.removals(),
				everything.rows(), everything.data());
	}

	/**
	 * What tables must hold after some deltas, by the letter of the protocol: all that
	 * was ever said about each life, joined, without any order.
	 */
	static Content after(Collection<Delta> deltas) {
		TreeMap<NodeId, MemberRecord> records = new TreeMap<>();
		TreeSet<NodeId> buried = new TreeSet<>();
		long removals = 0;
		for (Delta delta : deltas) {
			delta.members().forEach((record) -> records.merge(record.id(), record, Content::join));
			buried.addAll(delta.tombstones());
			removals = Math.max(removals, delta.removals());
		}
		TreeSet<NodeId> known = new TreeSet<>(records.keySet());
		known.addAll(buried);
		for (NodeId id : known) {
			NodeId next = known.higher(id);
			if (next != null && next.address().equals(id.address())) {
				buried.add(id);
			}
		}
		records.keySet().removeAll(buried);
		return new Content(List.copyOf(records.values()), buried, removals,
				newest(deltas, Delta::rows, ObservationRow::version, records),
				newest(deltas, Delta::data, NodeData::version, records));
	}

	private static MemberRecord join(MemberRecord first, MemberRecord second) {
		MemberStatus status = (first.status().ordinal() > second.status().ordinal()) ? first.status() : second.status();
		int upNumber = (first.upNumber() == 0) ? second.upNumber()
				: (second.upNumber() == 0) ? first.upNumber() : Math.min(first.upNumber(), second.upNumber());
		return MemberRecord.of(first.id(), status, upNumber, first.roles(), first.appVersion());
	}

	private static <R extends Keyed> List<R> newest(Collection<Delta> deltas, Function<Delta, List<R>> kind,
			ToLongFunction<R> version, Map<NodeId, MemberRecord> live) {
		TreeMap<NodeId, R> newest = new TreeMap<>();
		for (Delta delta : deltas) {
			for (R row : kind.apply(delta)) {
				newest.merge(row.key(), row,
						(first, second) -> (version.applyAsLong(second) > version.applyAsLong(first)) ? second : first);
			}
		}
		newest.keySet().retainAll(live.keySet());
		return new ArrayList<>(newest.values());
	}

}
