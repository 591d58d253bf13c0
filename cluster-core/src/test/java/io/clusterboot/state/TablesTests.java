package io.clusterboot.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The three tables together: what was said in any order, any number of times, amounts to
 * the same.
 */
@Domain(Deltas.class)
@Domain(DomainContext.Global.class)
class TablesTests {

	@Test
	void aHigherVersionReplacesARow() {
		NodeId observer = Some.node(1);
		Tables tables = Some.tables(Some.up(3), Some.accuses(observer, Some.node(2)));
		ObservationRow next = tables.row(observer).next(Map.of(Some.node(3), Evidence.CRASHED));
		Tables.Merge merge = tables.merge(rows(next));
		assertThat(merge.tables().row(observer)).isEqualTo(next);
		assertThat(merge.changes().rows()).containsExactly(observer);
		assertThat(merge.tables().digest().members()).isEqualTo(tables.digest().members());
		assertThat(merge.tables().digest().observations()).isNotEqualTo(tables.digest().observations());
	}

	@Test
	void anOlderOrEqualVersionIsNoNews() {
		NodeId observer = Some.node(1);
		ObservationRow old = Some.accuses(observer, Some.node(2));
		Tables tables = Some.tables(Some.up(3), old.next(Map.of()));
		assertThat(tables.merge(rows(old)).tables()).isSameAs(tables);
		assertThat(tables.merge(rows(old.next(Map.of()))).tables()).isSameAs(tables);
	}

	@Test
	void aRowOfAnUnknownMemberIsNotKept() {
		Tables tables = Some.tables(Some.up(2), Some.accuses(Some.node(3), Some.node(1)));
		assertThat(tables.rows()).isEmpty();
		assertThat(tables.digest()).isEqualTo(Some.tables(Some.up(2)).digest());
	}

	@Test
	void whatARemovedMemberSaidIsForgottenWithIt() {
		Tables tables = Some.tables(Some.up(3), Some.accuses(Some.node(3), Some.node(1)));
		tables = tables.merge(new Delta(List.of(), List.of(), 0, List.of(), List.of(Some.data(Some.node(3), 1))))
			.tables();
		Tables.Merge merge = tables.remove(Some.nodes(3));
		assertThat(merge.tables().rows()).isEmpty();
		assertThat(merge.tables().data(Some.node(3))).isNull();
		assertThat(merge.changes().buried()).containsExactly(Some.node(3));
		assertThat(merge.changes().rows()).isEmpty();
		assertThat(merge.changes().data()).isEmpty();
	}

	@Test
	void aRestartForgetsWhatTheLifeBeforeItSaid() {
		Tables tables = Some.tables(Some.up(2), Some.accuses(Some.node(1), Some.node(2)));
		tables = tables.merge(Some.delta(Some.record(Some.node(1, 2), MemberStatus.JOINING, 0))).tables();
		assertThat(tables.rows()).isEmpty();
	}

	@Test
	void everyRemovalRaisesTheCounter() {
		Tables tables = Some.tables(Some.up(5)).remove(Some.nodes(2, 4)).tables();
		assertThat(tables.members().removals()).isEqualTo(2);
		assertThat(tables.remove(Some.nodes(1)).tables().members().removals()).isEqualTo(3);
		assertThat(tables.members().tombstones()).containsExactly(Some.node(2), Some.node(4));
	}

	@Test
	void aSelectionHoldsThePresentRecordsOfThoseThatExist() {
		Tables tables = Some.tables(Some.up(3), Some.accuses(Some.node(1), Some.node(2)));
		Delta selected = tables.select(Some.nodes(2, 9), Some.nodes(7), Some.nodes(1, 3), Some.nodes(1));
		assertThat(selected.members()).containsExactly(Some.member(2, MemberStatus.UP));
		assertThat(selected.tombstones()).containsExactly(Some.node(7));
		assertThat(selected.rows()).containsExactly(Some.accuses(Some.node(1), Some.node(2)));
		assertThat(selected.data()).isEmpty();
		assertThat(selected.removals()).isEqualTo(tables.members().removals());
	}

	@Property(tries = 500)
	void theTablesHoldWhatTheDeltasAmountTo(@ForAll @Size(max = 8) List<Delta> deltas) {
		assertThat(Content.of(merged(deltas))).isEqualTo(Content.after(deltas));
	}

	@Property(tries = 500)
	void mergingIsIdempotentCommutativeAndAssociative(@ForAll @Size(max = 4) List<Delta> one,
			@ForAll @Size(max = 4) List<Delta> two, @ForAll @Size(max = 4) List<Delta> three) {
		Tables first = merged(one);
		Tables second = merged(two);
		Tables third = merged(three);
		assertThat(merged(first, first)).isSameAs(first);
		assertSame(merged(first, second), merged(second, first));
		assertSame(merged(merged(first, second), third), merged(first, merged(second, third)));
		assertSame(merged(merged(first, second), second), merged(first, second));
	}

	@Property(tries = 300)
	void orderAndDuplicatesOfDeltasNeverMatter(@ForAll @Size(max = 10) List<Delta> deltas, @ForAll long seed) {
		Tables inOrder = merged(deltas);
		Random random = new Random(seed);
		for (int replica = 0; replica < 3; replica++) {
			List<Delta> delivered = new ArrayList<>(deltas);
			deltas.stream().filter((delta) -> random.nextBoolean()).forEach(delivered::add);
			Collections.shuffle(delivered, random);
			assertSame(merged(delivered), inOrder);
		}
	}

	@Property(tries = 500)
	void aMergeReportsExactlyWhatChanged(@ForAll @Size(max = 4) List<Delta> history, @ForAll Delta delta) {
		Tables before = merged(history);
		Tables.Merge merge = before.merge(delta);
		Tables after = merge.tables();
		Set<NodeId> rows = new TreeSet<>();
		after.rows()
			.stream()
			.filter((row) -> !row.equals(before.row(row.observer())))
			.forEach((row) -> rows.add(row.observer()));
		Set<NodeId> data = new TreeSet<>();
		for (MemberRecord record : after.members().live()) {
			NodeData now = after.data(record.id());
			if (now != null && !now.equals(before.data(record.id()))) {
				data.add(record.id());
			}
		}
		MemberTable.Merge members = before.members().merge(delta.members(), delta.tombstones(), delta.removals());
		assertThat(merge.changes()).isEqualTo(new Tables.Changes(members.changed(), members.buried(), rows, data));
		assertThat(after == before).isEqualTo(Content.of(after).equals(Content.of(before)));
	}

	@Property(tries = 500)
	void whatAMergeReportsIsAllThatAnotherNodeNeeds(@ForAll @Size(max = 4) List<Delta> history, @ForAll Delta delta) {
		Tables before = merged(history);
		Tables.Merge merge = before.merge(delta);
		Tables.Changes changes = merge.changes();
		Delta told = merge.tables().select(changes.members(), changes.buried(), changes.rows(), changes.data());
		assertSame(before.merge(told).tables(), merge.tables());
	}

	@Property(tries = 500)
	void equalDigestsMeanThatThereIsNothingToExchange(@ForAll @Size(max = 2) List<Delta> one,
			@ForAll @Size(max = 2) List<Delta> two) {
		Tables first = merged(one);
		Tables second = merged(two);
		Content left = Content.of(first);
		Content right = Content.of(second);
		boolean same = left.live().equals(right.live()) && left.removals() == right.removals()
				&& left.rows().equals(right.rows()) && left.data().equals(right.data());
		assertThat(first.digest().equals(second.digest())).isEqualTo(same);
	}

	@Property(tries = 300)
	void theSumOverAllNodesIsTheDigest(@ForAll @Size(max = 6) List<Delta> deltas) {
		Tables tables = merged(deltas);
		Fingerprint sum = Hashes.removals(tables.members().removals());
		for (MemberRecord record : tables.members().live()) {
			sum = sum.plus(tables.about(record.id()));
		}
		Digest digest = tables.digest();
		assertThat(sum).isEqualTo(digest.members().plus(digest.observations()).plus(digest.nodeData()));
		assertThat(tables.about(Some.node(99))).isEqualTo(Fingerprint.ZERO);
	}

	@Property(tries = 300)
	void replicasThatWriteAtTheSameTimeEndAlike(@ForAll long seed) {
		Replicas replicas = new Replicas(4, new Random(seed));
		for (int step = 0; step < 60; step++) {
			replicas.step();
		}
		replicas.deliverAll();
		for (Tables tables : replicas.all()) {
			assertSame(tables, replicas.all().get(0));
		}
	}

	@Property(tries = 300)
	void forgettingTombstonesKeepsTheDigest(@ForAll @Size(max = 4) List<Delta> history,
			@ForAll @Size(max = 3) Set<NodeId> forgotten) {
		Tables tables = merged(history);
		assertThat(tables.forget(forgotten).digest()).isEqualTo(tables.digest());
	}

	private static Delta rows(ObservationRow... rows) {
		return new Delta(List.of(), List.of(), 0, List.of(rows), List.of());
	}

	private static Tables merged(List<Delta> deltas) {
		Tables tables = Tables.EMPTY;
		for (Delta delta : deltas) {
			tables = tables.merge(delta).tables();
		}
		return tables;
	}

	private static Tables merged(Tables tables, Tables other) {
		return tables.merge(other.everything()).tables();
	}

	private static void assertSame(Tables one, Tables two) {
		assertThat(Content.of(one)).isEqualTo(Content.of(two));
		assertThat(one.digest()).isEqualTo(two.digest());
		assertThat(one.members().isConsistent()).isTrue();
	}

}
