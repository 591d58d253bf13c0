package io.clusterboot.agreement;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a leader may act.
 */
class AgreementTests {

	private static final SortedSet<NodeId> NOBODY = Collections.emptySortedSet();

	@Test
	void whenAllHaveSeenTheStateThereIsAgreement() {
		MemberTable members = Some.up(3);
		Agreement agreement = of(members, Some.seen(members, 0, 1, 2), NOBODY, NOBODY);
		assertThat(agreement.holds()).isTrue();
		assertThat(agreement.blockedBy()).isEmpty();
	}

	@Test
	void oneWhoHasNotSeenItBlocks() {
		MemberTable members = Some.up(3);
		Agreement agreement = of(members, Some.seen(members, 0, 2), NOBODY, NOBODY);
		assertThat(agreement.holds()).isFalse();
		assertThat(agreement.unseen()).containsExactly(Some.node(2));
		assertThat(agreement.blockedBy()).containsExactly("node:1002 has not seen the latest state");
	}

	@Test
	void oneWhoIsLeavingMustHaveSeenItToo() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.LEAVING));
		assertThat(of(members, Some.seen(members, 0), NOBODY, NOBODY).unseen()).containsExactly(Some.node(2));
	}

	@Test
	void thoseWithoutAVoteNeedNotHaveSeenIt() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.WEAKLY_UP), Some.member(4, MemberStatus.EXITING),
				Some.member(5, MemberStatus.DOWN));
		assertThat(of(members, Some.seen(members, 0), NOBODY, NOBODY).holds()).isTrue();
		assertThat(of(members, Some.seen(members, 0), new TreeSet<>(Some.nodes(2, 3, 4, 5)), NOBODY).holds()).isTrue();
	}

	@Test
	void whereNobodyEverWasUpNoneMayBeMissing() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.JOINING), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.WEAKLY_UP), Some.member(4, MemberStatus.EXITING));
		assertThat(of(members, Some.seen(members, 0), NOBODY, NOBODY).holds()).isTrue();
		assertThat(of(members, Some.seen(members, 0), new TreeSet<>(Some.nodes(4)), NOBODY).holds()).isTrue();
		Agreement alone = of(members, Some.seen(members, 0), new TreeSet<>(Some.nodes(3, 4)), NOBODY);
		assertThat(alone.holds()).isFalse();
		assertThat(alone.blockedBy()).containsExactly("node:1003 is unreachable");
	}

	@Test
	void whereAllWhoHadAVoteAreDownNobodyActs() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.JOINING), Some.member(2, MemberStatus.DOWN));
		assertThat(of(members, Some.seen(members, 0, 1), NOBODY, NOBODY).holds()).isFalse();
	}

	@Test
	void anUnreachableMemberNeedNotHaveSeenIt() {
		MemberTable members = Some.up(3);
		Agreement agreement = of(members, Some.seen(members, 0, 1), new TreeSet<>(Some.nodes(3)), NOBODY);
		assertThat(agreement.holds()).isTrue();
		assertThat(agreement.missing()).containsExactly(Some.node(3));
		assertThat(agreement.blockedBy()).isEmpty();
	}

	@Test
	void anyUnreachableMemberBlocksWhereAllAreNeeded() {
		MemberTable members = Some.up(3);
		Agreement agreement = Agreement.of(members, Some.seen(members, 0, 1), new TreeSet<>(Some.nodes(3)), 0, NOBODY,
				LeaderAgreement.ALL);
		assertThat(agreement.holds()).isFalse();
		assertThat(agreement.blockedBy()).containsExactly("node:1003 is unreachable");
		assertThat(Agreement.of(members, Some.seen(members, 0, 1, 2), NOBODY, 0, NOBODY, LeaderAgreement.ALL).holds())
			.isTrue();
	}

	@ParameterizedTest(name = "{1} of {0} unreachable: {2}")
	@CsvSource({ "1, 0, true", "2, 1, false", "3, 1, true", "3, 2, false", "4, 1, true", "4, 2, false", "5, 2, true",
			"5, 3, false", "10, 4, true", "10, 5, false" })
	void theUnreachableOnesMustBeAStrictMinority(int size, int unreachable, boolean holds) {
		MemberTable members = Some.up(size);
		SortedSet<NodeId> missing = new TreeSet<>();
		for (int number = size - unreachable + 1; number <= size; number++) {
			missing.add(Some.node(number));
		}
		Agreement agreement = of(members, SeenSet.complete(members.fingerprint()), missing, NOBODY);
		assertThat(agreement.holds()).isEqualTo(holds);
		assertThat(agreement.blockedBy()).hasSize(holds ? 0 : unreachable);
	}

	@Test
	void unreachableMembersThatAreDownAlreadyBlockNobody() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN),
				Some.member(3, MemberStatus.DOWN));
		SortedSet<NodeId> unreachable = new TreeSet<>(Some.nodes(2, 3));
		Agreement agreement = Agreement.of(members, Some.seen(members, 0), unreachable, 0, NOBODY, LeaderAgreement.ALL);
		assertThat(agreement.holds()).isTrue();
		assertThat(agreement.missing()).isEmpty();
	}

	@Test
	void whileOthersAreUnreachableThoseWhoAreDownMayStillStandWithThem() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.DOWN), Some.member(5, MemberStatus.DOWN));
		SeenSet seen = SeenSet.complete(members.fingerprint());
		assertThat(of(members, seen, new TreeSet<>(Some.nodes(4, 5)), NOBODY).holds()).isTrue();
		assertThat(of(members, seen, new TreeSet<>(Some.nodes(3, 4, 5)), NOBODY).blockedBy())
			.containsExactly("node:1003 is unreachable");
	}

	@Test
	void whileOthersAreUnreachableTheyMayCountOnALifeThatEnded() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.JOINING));
		SeenSet seen = SeenSet.complete(members.fingerprint());
		SortedSet<NodeId> unreachable = new TreeSet<>(Some.nodes(3));
		assertThat(Agreement.of(members, seen, unreachable, 0, NOBODY, LeaderAgreement.MAJORITY).holds()).isTrue();
		assertThat(Agreement.of(members, seen, unreachable, 1, NOBODY, LeaderAgreement.MAJORITY).holds()).isFalse();
		assertThat(Agreement.of(members, seen, NOBODY, 1, NOBODY, LeaderAgreement.MAJORITY).holds()).isTrue();
	}

	@Test
	void anUnstableMemberBlocks() {
		MemberTable members = Some.up(3);
		Agreement agreement = of(members, Some.seen(members, 0, 1, 2), NOBODY, new TreeSet<>(Some.nodes(3)));
		assertThat(agreement.holds()).isFalse();
		assertThat(agreement.blockedBy()).containsExactly("observers disagree about node:1003");
	}

	@Test
	void whoHasSeenAnotherStateHasNotSeenThisOne() {
		MemberTable before = Some.up(2);
		MemberTable members = before.merge(List.of(Some.member(3, MemberStatus.JOINING)), List.of(), 0).table();
		SeenSet seen = SeenSet.single(members.fingerprint(), 3, 0).merge(SeenSet.complete(before.fingerprint()), 3);
		assertThat(of(members, seen, NOBODY, NOBODY).unseen()).containsExactly(Some.node(2));
	}

	@Test
	void ofManyWhoHaveNotSeenItTheFirstAreNamed() {
		MemberTable members = Some.up(100);
		Agreement agreement = of(members, Some.seen(members, 0, 1, 70), new TreeSet<>(Some.nodes(3, 80)), NOBODY);
		assertThat(agreement.unseen()).hasSize(Agreement.LISTED).startsWith(Some.node(4));
		assertThat(agreement.unseenMore()).isEqualTo(95 - Agreement.LISTED);
		assertThat(agreement.blockedBy()).hasSize(Agreement.LISTED + 1)
			.endsWith("75 more have not seen the latest state");
		assertThat(of(members, SeenSet.complete(members.fingerprint()), NOBODY, NOBODY)).isEqualTo(Agreement.NONE);
	}

	@Property(tries = 500)
	void twoHalvesNeverBothAgree(@ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed) {
		Random random = new Random(seed);
		MemberRecord[] records = new MemberRecord[size];
		SortedSet<NodeId> one = new TreeSet<>();
		SortedSet<NodeId> other = new TreeSet<>();
		MemberStatus[] statuses = MemberStatus.values();
		for (int i = 0; i < size; i++) {
			records[i] = Some.member(1 + i, statuses[random.nextInt(MemberStatus.DOWN.ordinal() + 1)]);
			(random.nextBoolean() ? one : other).add(records[i].id());
		}
		boolean votes = Arrays.stream(records).anyMatch(MemberRecord::isVoting);
		MemberTable members = Some.table(records);
		SeenSet seen = SeenSet.complete(members.fingerprint());
		boolean both = of(members, seen, other, NOBODY).holds() && of(members, seen, one, NOBODY).holds();
		assertThat(both && votes).isFalse();
	}

	private static Agreement of(MemberTable members, SeenSet seen, SortedSet<NodeId> unreachable,
			Set<NodeId> unstable) {
		return Agreement.of(members, seen, unreachable, 0, unstable, LeaderAgreement.MAJORITY);
	}

}
