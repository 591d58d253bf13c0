package io.clusterboot.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The members table as a join-semilattice with tombstones.
 */
@Domain(Deltas.class)
@Domain(DomainContext.Global.class)
class MemberTableTests {

	@Test
	void aTombstoneWinsWhicheverComesFirst() {
		MemberRecord record = Some.member(1, MemberStatus.UP);
		MemberTable late = merged(Some.table(record), List.of(), List.of(record.id()), 1);
		MemberTable early = merged(merged(MemberTable.EMPTY, List.of(), List.of(record.id()), 1), List.of(record),
				List.of(), 0);
		MemberTable together = merged(MemberTable.EMPTY, List.of(record), List.of(record.id()), 1);
		for (MemberTable table : List.of(late, early, together)) {
			assertThat(table.live()).isEmpty();
			assertThat(table.isRemoved(record.id())).isTrue();
			assertThat(table.fingerprint()).isEqualTo(late.fingerprint());
		}
	}

	@Test
	void aHigherIncarnationEndsTheLifeBeforeItInTheSameStep() {
		MemberRecord before = Some.record(Some.node(1, 1), MemberStatus.UP, 4);
		MemberRecord after = Some.record(Some.node(1, 2), MemberStatus.JOINING, 0);
		MemberTable.Merge merge = Some.table(before).merge(List.of(after), List.of(), 0);
		assertThat(merge.table().live()).containsExactly(after);
		assertThat(merge.table().tombstones()).containsExactly(before.id());
		assertThat(merge.changed()).containsExactly(after.id());
		assertThat(merge.buried()).containsExactly(before.id());
	}

	@Test
	void aRecordOfAnOutlivedLifeBecomesATombstone() {
		MemberRecord before = Some.record(Some.node(1, 1), MemberStatus.UP, 4);
		MemberRecord after = Some.record(Some.node(1, 2), MemberStatus.JOINING, 0);
		MemberTable.Merge merge = Some.table(after).merge(List.of(before), List.of(), 0);
		assertThat(merge.table().live()).containsExactly(after);
		assertThat(merge.changed()).isEmpty();
		assertThat(merge.buried()).containsExactly(before.id());
	}

	@Test
	void theTombstoneOfALaterLifeEndsTheOneBeforeItToo() {
		MemberRecord before = Some.record(Some.node(1, 1), MemberStatus.UP, 4);
		MemberTable table = merged(Some.table(before), List.of(), List.of(Some.node(1, 2)), 1);
		assertThat(table.live()).isEmpty();
		assertThat(table.isRemoved(before.id())).isTrue();
	}

	@Test
	void threeLivesInOneDeltaLeaveTheLast() {
		List<MemberRecord> lives = new ArrayList<>();
		for (int life = 3; life >= 1; life--) {
			lives.add(Some.record(Some.node(1, life), MemberStatus.UP, life));
		}
		MemberTable table = merged(MemberTable.EMPTY, lives, List.of(), 0);
		assertThat(table.live()).extracting(MemberRecord::id).containsExactly(Some.node(1, 3));
		assertThat(table.tombstones()).containsExactly(Some.node(1, 1), Some.node(1, 2));
	}

	@Test
	void aMemberThatCameAndWentLeavesAnotherFingerprint() {
		MemberTable before = Some.up(3);
		MemberTable joined = merged(before, List.of(Some.member(4, MemberStatus.JOINING)), List.of(), 0);
		MemberTable removed = merged(joined, List.of(), Some.nodes(4), joined.removals() + 1);
		assertThat(removed.live()).isEqualTo(before.live());
		assertThat(removed.fingerprint()).isNotEqualTo(before.fingerprint());
	}

	@Test
	void aRemovalsCounterAloneIsAChangeOfTheTableButNoNews() {
		MemberTable.Merge merge = Some.up(2).merge(List.of(), List.of(), 7);
		assertThat(merge.table().removals()).isEqualTo(7);
		assertThat(merge.table().fingerprint()).isNotEqualTo(Some.up(2).fingerprint());
		assertThat(merge.changed()).isEmpty();
		assertThat(merge.buried()).isEmpty();
	}

	@Test
	void aSmallerRemovalsCounterChangesNothing() {
		MemberTable table = merged(Some.up(2), List.of(), List.of(), 7);
		assertThat(table.merge(List.of(), List.of(), 6).table()).isSameAs(table);
	}

	@Test
	void membersAreFoundByAddressAndByPlace() {
		MemberTable table = Some.table(Some.member(3, MemberStatus.UP),
				Some.record(Some.node(1, 5), MemberStatus.UP, 1), Some.member(2, MemberStatus.DOWN));
		assertThat(table.at(Some.address(1))).extracting(MemberRecord::id).isEqualTo(Some.node(1, 5));
		assertThat(table.at(Some.address(4))).isNull();
		assertThat(table.at(new NodeAddress("a", 1))).isNull();
		assertThat(table.indexOf(Some.node(1, 5))).isZero();
		assertThat(table.indexOf(Some.node(3))).isEqualTo(2);
		assertThat(table.indexOf(Some.node(1, 4))).isNegative();
		assertThat(table.get(Some.node(1, 4))).isNull();
	}

	@Test
	void theFloorIsTheHighestIncarnationEverSeenAtAnAddress() {
		MemberTable table = merged(Some.table(Some.record(Some.node(1, 5), MemberStatus.UP, 1)), List.of(),
				List.of(Some.node(2, 9), Some.node(2, 3), Some.node(1, 4)), 3);
		assertThat(table.floor(Some.address(1))).isEqualTo(5);
		assertThat(table.floor(Some.address(2))).isEqualTo(9);
		assertThat(table.floor(Some.address(3))).isZero();
	}

	@Property(tries = 500)
	void aTableHoldsWhatTheDeltasAmountTo(@ForAll @Size(max = 8) List<Delta> deltas) {
		MemberTable table = merged(MemberTable.EMPTY, deltas);
		Content expected = Content.after(deltas);
		assertThat(table.live()).isEqualTo(expected.live());
		assertThat(table.tombstones()).isEqualTo(expected.tombstones());
		assertThat(table.removals()).isEqualTo(expected.removals());
		assertThat(table.isConsistent()).isTrue();
	}

	@Property(tries = 500)
	void mergingIsIdempotentCommutativeAndAssociative(@ForAll @Size(max = 4) List<Delta> one,
			@ForAll @Size(max = 4) List<Delta> two, @ForAll @Size(max = 4) List<Delta> three) {
		MemberTable first = merged(MemberTable.EMPTY, one);
		MemberTable second = merged(MemberTable.EMPTY, two);
		MemberTable third = merged(MemberTable.EMPTY, three);
		assertThat(merged(first, first)).isSameAs(first);
		assertSame(merged(first, second), merged(second, first));
		assertSame(merged(merged(first, second), third), merged(first, merged(second, third)));
		assertThat(merged(merged(first, second), second).fingerprint()).isEqualTo(merged(first, second).fingerprint());
	}

	@Property(tries = 500)
	void nothingEverGoesDown(@ForAll @Size(max = 4) List<Delta> history, @ForAll Delta delta) {
		MemberTable before = merged(MemberTable.EMPTY, history);
		MemberTable after = merged(before, List.of(delta));
		for (MemberRecord record : before.live()) {
			MemberRecord now = after.get(record.id());
			if (now == null) {
				assertThat(after.tombstones()).contains(record.id());
			}
			else {
				assertThat(now.status()).isGreaterThanOrEqualTo(record.status());
				assertThat(now.upNumber() == 0 || record.upNumber() == 0 || now.upNumber() <= record.upNumber())
					.isTrue();
			}
		}
		assertThat(after.tombstones()).containsAll(before.tombstones());
		assertThat(after.removals()).isGreaterThanOrEqualTo(before.removals());
		for (NodeAddress address : addresses(before)) {
			assertThat(after.floor(address)).isGreaterThanOrEqualTo(before.floor(address));
		}
	}

	@Property(tries = 500)
	void anAddressHasOneLivingMemberAtMostAndItsLifeIsTheLast(@ForAll @Size(max = 6) List<Delta> deltas) {
		MemberTable table = merged(MemberTable.EMPTY, deltas);
		Set<NodeAddress> addresses = new HashSet<>();
		for (int i = 0; i < table.size(); i++) {
			NodeId id = table.live().get(i).id();
			assertThat(addresses.add(id.address())).isTrue();
			assertThat(table.at(id.address())).isSameAs(table.live().get(i));
			assertThat(table.get(id)).isSameAs(table.live().get(i));
			assertThat(table.indexOf(id)).isEqualTo(i);
			assertThat(table.floor(id.address())).isEqualTo(id.incarnation());
			assertThat(table.isRemoved(id)).isFalse();
		}
		table.tombstones().forEach((id) -> assertThat(table.isRemoved(id)).isTrue());
	}

	@Property(tries = 500)
	void aMergeReportsExactlyWhatChanged(@ForAll @Size(max = 4) List<Delta> history, @ForAll Delta delta) {
		MemberTable before = merged(MemberTable.EMPTY, history);
		MemberTable.Merge merge = before.merge(delta.members(), delta.tombstones(), delta.removals());
		Set<NodeId> changed = new TreeSet<>();
		for (MemberRecord record : merge.table().live()) {
			if (!record.equals(before.get(record.id()))) {
				changed.add(record.id());
			}
		}
		Set<NodeId> buried = new TreeSet<>(merge.table().tombstones());
		buried.removeAll(before.tombstones());
		assertThat(merge.changed()).isEqualTo(changed);
		assertThat(merge.buried()).isEqualTo(buried);
		boolean same = changed.isEmpty() && buried.isEmpty() && merge.table().removals() == before.removals();
		assertThat(merge.table() == before).isEqualTo(same);
	}

	@Property(tries = 1000)
	void equalFingerprintsMeanEqualLivingMembersAndRemovals(@ForAll @Size(max = 2) List<Delta> one,
			@ForAll @Size(max = 2) List<Delta> two) {
		MemberTable first = merged(MemberTable.EMPTY, one);
		MemberTable second = merged(MemberTable.EMPTY, two);
		boolean same = first.live().equals(second.live()) && first.removals() == second.removals();
		assertThat(first.fingerprint().equals(second.fingerprint())).isEqualTo(same);
	}

	@Property(tries = 300)
	void forgettingATombstoneKeepsEverythingElse(@ForAll @Size(max = 4) List<Delta> history,
			@ForAll @Size(max = 3) Set<NodeId> forgotten) {
		MemberTable table = merged(MemberTable.EMPTY, history);
		MemberTable without = table.forget(forgotten);
		TreeSet<NodeId> kept = new TreeSet<>(table.tombstones());
		kept.removeAll(forgotten);
		assertThat(without.tombstones()).isEqualTo(kept);
		assertThat(without.live()).isEqualTo(table.live());
		assertThat(without.removals()).isEqualTo(table.removals());
		assertThat(without.fingerprint()).isEqualTo(table.fingerprint());
		assertThat(without.isConsistent()).isTrue();
	}

	private static Set<NodeAddress> addresses(MemberTable table) {
		Set<NodeAddress> addresses = new HashSet<>();
		table.live().forEach((record) -> addresses.add(record.id().address()));
		table.tombstones().forEach((id) -> addresses.add(id.address()));
		return addresses;
	}

	private static void assertSame(MemberTable one, MemberTable two) {
		assertThat(one.live()).isEqualTo(two.live());
		assertThat(one.tombstones()).isEqualTo(two.tombstones());
		assertThat(one.removals()).isEqualTo(two.removals());
		assertThat(one.fingerprint()).isEqualTo(two.fingerprint());
	}

	private static MemberTable merged(MemberTable table, Collection<MemberRecord> records,
			Collection<NodeId> tombstones, long removals) {
		return table.merge(records, tombstones, removals).table();
	}

	private static MemberTable merged(MemberTable table, MemberTable other) {
		return merged(table, other.live(), other.tombstones(), other.removals());
	}

	private static MemberTable merged(MemberTable table, List<Delta> deltas) {
		MemberTable merged = table;
		for (Delta delta : deltas) {
			merged = merged(merged, delta.members(), delta.tombstones(), delta.removals());
		}
		return merged;
	}

}
