package io.clusterboot.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Rows, deltas and hashes by themselves.
 */
class RowTests {

	@Test
	void aBadLinkIsNoAccusation() {
		ObservationRow row = ObservationRow.empty(Some.node(1))
			.next(Map.of(Some.node(2), Evidence.LINK, Some.node(3), Evidence.UNREACHABLE, Some.node(4),
					Evidence.CRASHED));
		assertThat(row.accuses(Some.node(2))).isFalse();
		assertThat(row.accuses(Some.node(3))).isTrue();
		assertThat(row.accuses(Some.node(4))).isTrue();
		assertThat(row.accuses(Some.node(5))).isFalse();
	}

	@Test
	void theFirstReportHasVersionOne() {
		ObservationRow row = ObservationRow.empty(Some.node(1)).next(Map.of());
		assertThat(row.version()).isEqualTo(1);
		assertThat(row.next(Map.of()).version()).isEqualTo(2);
	}

	@Test
	void rowsAndDataCannotBeChangedFromOutside() {
		Map<String, String> metadata = new HashMap<>(Map.of("zone", "eu"));
		NodeData data = NodeData.of(Some.node(1), 1, metadata);
		metadata.put("zone", "us");
		assertThat(data.metadata()).containsExactly(Map.entry("zone", "eu"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> data.metadata().put("zone", "us"));
		ObservationRow row = Some.accuses(Some.node(1), Some.node(2));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> row.subjects().clear());
	}

	@Test
	void aDeltaIsEmptyWhenItHoldsNoRecord() {
		assertThat(Delta.EMPTY.isEmpty()).isTrue();
		assertThat(new Delta(List.of(), List.of(), 9, List.of(), List.of()).isEmpty()).isTrue();
		assertThat(new Delta(List.of(), Some.nodes(1), 0, List.of(), List.of()).isEmpty()).isFalse();
		assertThat(Some.delta(Some.member(1, MemberStatus.UP)).isEmpty()).isFalse();
	}

	@Test
	void aDeltaCannotBeChangedFromOutside() {
		List<NodeId> tombstones = new ArrayList<>(Some.nodes(1));
		Delta delta = new Delta(List.of(), tombstones, 0, List.of(), List.of());
		tombstones.clear();
		assertThat(delta.tombstones()).containsExactly(Some.node(1));
	}

	@Test
	void aFingerprintForgetsWhatIsTakenAway() {
		Fingerprint one = new Fingerprint(Long.MAX_VALUE, 5);
		Fingerprint two = new Fingerprint(7, Long.MIN_VALUE);
		assertThat(one.plus(two).minus(two)).isEqualTo(one);
		assertThat(one.plus(two)).isEqualTo(two.plus(one));
		assertThat(Fingerprint.ZERO.plus(one)).isEqualTo(one);
	}

	@Test
	void theRecordsOfOneNodeInDifferentTablesHaveDifferentHashes() {
		NodeId id = Some.node(1);
		assertThat(Some.data(id, 1).hash()).isNotEqualTo(Some.accuses(id).hash());
		assertThat(Some.data(id, 1).hash()).isNotEqualTo(Some.data(id, 2).hash());
		assertThat(Some.data(id, 1).hash()).isNotEqualTo(Some.data(Some.node(1, 2), 1).hash());
	}

	/**
	 * Nodes of different builds compare hashes: a change of these needs a new protocol.
	 */
	@Test
	void hashesAreTheSameForEver() {
		NodeId id = new NodeId(new NodeAddress("10.0.0.5", 7946), 1_700_000_000_000L);
		assertThat(Hashes.member(id, MemberStatus.UP, 3))
			.isEqualTo(new Fingerprint(5014148972388922536L, -8492798691571461363L));
		assertThat(Hashes.removals(2)).isEqualTo(new Fingerprint(-1930387729983768667L, -2447670524089286488L));
		assertThat(Hashes.row(Some.accuses(id)))
			.isEqualTo(new Fingerprint(-266269794928277437L, -1663680949062589033L));
		assertThat(Hashes.data(Some.data(id, 1)))
			.isEqualTo(new Fingerprint(6843032030273283811L, 1374148769831075873L));
		assertThat(Hashes.key(id)).isEqualTo(8953243846692074117L);
		assertThat(Hashes.ring(id, 4)).isEqualTo(760063237598947875L);
	}

}
