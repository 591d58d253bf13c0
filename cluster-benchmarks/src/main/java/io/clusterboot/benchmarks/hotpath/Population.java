package io.clusterboot.benchmarks.hotpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;

/**
 * A settled cluster of some size: all are UP and say how busy they are, one in ten has
 * reported something before. No two calls share an object, as with what comes in frames.
 */
final class Population {

	private static final long INCARNATION = 1_790_000_000_000L;

	private Population() {
	}

	static Tables of(int members) {
		List<MemberRecord> records = new ArrayList<>(members);
		List<ObservationRow> rows = new ArrayList<>();
		List<NodeData> data = new ArrayList<>(members);
		for (int i = 0; i < members; i++) {
			records.add(record(i));
			data.add(data(i, 1));
			if (i % 10 == 0) {
				rows.add(new ObservationRow(id(i), 2, new TreeMap<NodeId, Evidence>()));
			}
		}
		return Tables.EMPTY.merge(new Delta(records, List.of(), 0, rows, data)).tables();
	}

	static NodeId id(int number) {
		String host = "10.0." + number / 250 + "." + (1 + number % 250);
		return new NodeId(new NodeAddress(host, 7946), INCARNATION + number);
	}

	static MemberRecord record(int number) {
		return MemberRecord.of(id(number), MemberStatus.UP, number + 1, Set.of("web", "api"), "1.4.2");
	}

	static NodeData data(int number, long version) {
		return NodeData.of(id(number), version, Map.of("zone", "eu-1"), new LoadSample(400, 100, 150, 250));
	}

}
