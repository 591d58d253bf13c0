package io.clusterboot.agreement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a leader does.
 */
class LeaderActionsTests {

	private static final ClusterSettings SETTINGS = ClusterSettings.builder().build();

	private static final Set<NodeId> NOBODY = Set.of();

	@Test
	void whoIsUpStaysUp() {
		assertThat(onAgreement(Some.up(3), NOBODY).isEmpty()).isTrue();
	}

	@Test
	void whoJoinsBecomesUpInOrderOfItsAddress() {
		MemberTable members = Some.table(Some.record(Some.node(2), MemberStatus.UP, 4),
				Some.record(Some.node(3), MemberStatus.JOINING, 0),
				Some.record(Some.node(1), MemberStatus.WEAKLY_UP, 0));
		LeaderActions actions = onAgreement(members, NOBODY);
		assertThat(actions.updates()).containsExactly(Some.record(Some.node(1), MemberStatus.UP, 5),
				Some.record(Some.node(3), MemberStatus.UP, 6));
		assertThat(actions.removed()).isEmpty();
	}

	@Test
	void theFirstMemberIsNumberOne() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.JOINING));
		assertThat(onAgreement(members, NOBODY).updates()).containsExactly(Some.member(1, MemberStatus.UP));
	}

	@Test
	void anUnreachableJoinerWaitsAndKeepsItsNumber() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.JOINING));
		LeaderActions here = onAgreement(members, Set.of(Some.node(2)));
		LeaderActions there = onAgreement(members, Set.of(Some.node(3)));
		assertThat(here.updates()).extracting(MemberRecord::id).containsExactly(Some.node(3));
		assertThat(there.updates()).extracting(MemberRecord::id).containsExactly(Some.node(2));
		assertThat(here.updates().get(0).upNumber()).isNotEqualTo(there.updates().get(0).upNumber());
	}

	@Test
	void theLargestNumberIsGivenAgainWhereOnlyAForgedRecordHasIt() {
		MemberTable members = Some.table(Some.record(Some.node(1), MemberStatus.UP, Integer.MAX_VALUE),
				Some.member(2, MemberStatus.JOINING), Some.member(3, MemberStatus.JOINING));
		assertThat(onAgreement(members, NOBODY).updates()).extracting(MemberRecord::upNumber)
			.containsExactly(Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	@Test
	void whoLeavesExitsReachableOrNot() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.LEAVING),
				Some.member(3, MemberStatus.LEAVING));
		assertThat(onAgreement(members, Set.of(Some.node(3))).updates())
			.containsExactly(Some.member(2, MemberStatus.EXITING), Some.member(3, MemberStatus.EXITING));
	}

	@Test
	void whoExitsIsRemovedOnceItHasSeenItsExit() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.EXITING));
		assertThat(onAgreement(members, Some.seen(members, 0), NOBODY, 1).isEmpty()).isTrue();
		assertThat(onAgreement(members, Some.seen(members, 0, 1), NOBODY, 1).removed()).containsExactly(Some.node(2));
	}

	@Test
	void whoExitsAndIsUnreachableIsRemovedWithoutItsWord() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.EXITING));
		assertThat(onAgreement(members, Some.seen(members, 0), Set.of(Some.node(2)), 1).removed())
			.containsExactly(Some.node(2));
	}

	@Test
	void aLeaderThatExitsIsRemovedByTheNextOne() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.EXITING), Some.member(2, MemberStatus.EXITING));
		assertThat(onAgreement(members, Some.seen(members, 0, 1), NOBODY, 1).removed()).containsExactly(Some.node(2));
		assertThat(onAgreement(members, Some.seen(members, 0, 1), NOBODY, 2).removed()).containsExactly(Some.node(1));
	}

	@Test
	void theLastMemberRemovesItself() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.EXITING));
		assertThat(onAgreement(members, Some.seen(members, 0), NOBODY, 1).removed()).containsExactly(Some.node(1));
	}

	@Test
	void whoIsDownIsRemoved() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN),
				Some.member(3, MemberStatus.DOWN));
		assertThat(onAgreement(members, Set.of(Some.node(2))).removed()).containsExactly(Some.node(2), Some.node(3));
	}

	@Test
	void nobodyBecomesUpBeforeThereAreEnoughMembers() {
		ClusterSettings three = SETTINGS.toBuilder().minMembers(3).build();
		MemberTable two = Some.table(Some.member(1, MemberStatus.JOINING), Some.member(2, MemberStatus.WEAKLY_UP));
		assertThat(LeaderActions.onAgreement(two, complete(two), NOBODY, Some.node(1), three).isEmpty()).isTrue();
		MemberTable enough = two.merge(List.of(Some.member(3, MemberStatus.JOINING)), List.of(), 0).table();
		assertThat(LeaderActions.onAgreement(enough, complete(enough), NOBODY, Some.node(1), three).updates())
			.hasSize(3);
	}

	@Test
	void thoseOnTheirWayOutAreNotEnough() {
		ClusterSettings three = SETTINGS.toBuilder().minMembers(3).build();
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.LEAVING), Some.member(4, MemberStatus.EXITING),
				Some.member(5, MemberStatus.DOWN));
		LeaderActions actions = LeaderActions.onAgreement(members, complete(members), NOBODY, Some.node(1), three);
		assertThat(actions.updates()).containsExactly(Some.member(3, MemberStatus.EXITING));
		assertThat(actions.removed()).containsExactly(Some.node(4), Some.node(5));
	}

	@Test
	void nobodyBecomesUpBeforeThereAreEnoughMembersOfEachRole() {
		ClusterSettings workers = SETTINGS.toBuilder().minMembersByRole(Map.of("worker", 2)).build();
		MemberTable one = Some.table(Some.member(1, MemberStatus.JOINING, "web"),
				Some.member(2, MemberStatus.JOINING, "worker"));
		assertThat(LeaderActions.onAgreement(one, complete(one), NOBODY, Some.node(1), workers).isEmpty()).isTrue();
		MemberTable two = one.merge(List.of(Some.member(3, MemberStatus.JOINING, "worker")), List.of(), 0).table();
		assertThat(LeaderActions.onAgreement(two, complete(two), NOBODY, Some.node(1), workers).updates()).hasSize(3);
	}

	@Test
	void withoutAgreementWhoJoinsBecomesWeaklyUpAndNothingElseHappens() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.JOINING), Some.member(4, MemberStatus.WEAKLY_UP),
				Some.member(5, MemberStatus.LEAVING), Some.member(6, MemberStatus.EXITING),
				Some.member(7, MemberStatus.DOWN));
		LeaderActions actions = LeaderActions.withoutAgreement(members, new TreeSet<>(Some.nodes(3, 6, 7)));
		assertThat(actions.updates()).containsExactly(Some.member(2, MemberStatus.WEAKLY_UP));
		assertThat(actions.removed()).isEmpty();
		assertThat(LeaderActions.withoutAgreement(Some.up(3), NOBODY).isEmpty()).isTrue();
	}

	@Property(tries = 300)
	void agesAreUniqueAndGrowAndNobodyIsEverWrittenLower(@ForAll long seed) {
		Random random = new Random(seed);
		Tables tables = Tables.EMPTY;
		long life = 0;
		int highest = 0;
		for (int round = 0; round < 20; round++) {
			List<MemberRecord> joining = new ArrayList<>();
			for (int i = random.nextInt(4); i > 0; i--) {
				joining.add(Some.record(Some.node(1 + random.nextInt(8), ++life), MemberStatus.JOINING, 0));
			}
			for (MemberRecord record : tables.members().live()) {
				if (record.status() == MemberStatus.UP && random.nextInt(5) == 0) {
					joining.add(record.withStatus(random.nextBoolean() ? MemberStatus.LEAVING : MemberStatus.DOWN));
				}
			}
			tables = tables.merge(Some.delta(joining.toArray(MemberRecord[]::new))).tables();
			MemberTable members = tables.members();
			if (members.size() > 0) {
				Set<NodeId> unreachable = new TreeSet<>();
				members.live()
					.stream()
					.filter((record) -> random.nextInt(4) == 0)
					.forEach((record) -> unreachable.add(record.id()));
				NodeId leader = members.live().get(0).id();
				int before = members.live().stream().mapToInt(MemberRecord::upNumber).max().getAsInt();
				LeaderActions actions = LeaderActions.onAgreement(members, complete(members), unreachable, leader,
						SETTINGS);
				for (MemberRecord update : actions.updates()) {
					assertThat(update.status()).isGreaterThan(members.get(update.id()).status());
					assertThat(update.status() != MemberStatus.UP || update.upNumber() > before).isTrue();
				}
				tables = tables.merge(new Delta(actions.updates(), List.of(), 0, List.of(), List.of())).tables();
				tables = tables.remove(actions.removed()).tables();
				assertUnique(tables.members());
			}
			highest = Math.max(highest, members.size());
		}
		assertThat(highest).isPositive();
	}

	private static void assertUnique(MemberTable members) {
		Set<Integer> numbers = new HashSet<>();
		for (MemberRecord record : members.live()) {
			boolean wasUp = record.upNumber() > 0;
			assertThat(record.status() != MemberStatus.UP || wasUp).isTrue();
			assertThat(!wasUp || numbers.add(record.upNumber())).isTrue();
		}
	}

	private static SeenSet complete(MemberTable members) {
		return SeenSet.complete(members.fingerprint());
	}

	private static LeaderActions onAgreement(MemberTable members, Set<NodeId> unreachable) {
		return onAgreement(members, complete(members), unreachable, 1);
	}

	private static LeaderActions onAgreement(MemberTable members, SeenSet seen, Set<NodeId> unreachable, int leader) {
		return LeaderActions.onAgreement(members, seen, unreachable, Some.node(leader), SETTINGS);
	}

}
