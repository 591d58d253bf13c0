package io.clusterboot.downing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which side of a split goes on.
 */
class KeepMajorityTests {

	private static final KeepMajority ALL = new KeepMajority(null);

	private static final KeepMajority CORE = new KeepMajority("core");

	@ParameterizedTest(name = "of {0} members {1} see {2} unreachable and down {3}")
	@CsvSource({ "3, 1-2, 3, 3", "3, 3, 1-2, 3", "5, 3-5, 1-2, 1-2", "5, 1-2, 3-5, 1-2", "2, 1, 2, 2", "2, 2, 1, 2",
			"4, 1-2, 3-4, 3-4", "4, 3-4, 1-2, 3-4", "10, 1-5, 6-10, 6-10", "10, 6-10, 1-5, 6-10", "10, 1-4, 5-10, 1-4",
			"10, 5-10, 1-4, 1-4" })
	void theMajorityGoesOnAndOfTwoHalvesTheOneWithTheLowestAddress(int size, String ours, String theirs, String down) {
		assertThat(ours).isNotEqualTo(theirs);
		Decision decision = ALL.decide(new Split(Some.up(size).live(), range(theirs)));
		assertThat(decision.down()).isEqualTo(range(down));
	}

	@Test
	void theReasonTellsTheCounts() {
		assertThat(ALL.decide(new Split(Some.up(5).live(), range("4-5"))).reason())
			.isEqualTo("keep-majority: 3 reachable, 2 unreachable, this side is the majority");
		assertThat(ALL.decide(new Split(Some.up(5).live(), range("1-3"))).reason())
			.isEqualTo("keep-majority: 2 reachable, 3 unreachable, this side is the minority");
	}

	@Test
	void membersThatAreNotCountedShareTheFateOfTheirSide() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.EXITING), Some.member(4, MemberStatus.UP),
				Some.member(5, MemberStatus.EXITING), Some.member(6, MemberStatus.EXITING));
		assertThat(ALL.decide(new Split(members.live(), range("4-6"))).down()).isEqualTo(range("4-6"));
		assertThat(ALL.decide(new Split(members.live(), range("1-3"))).down()).isEqualTo(range("4-6"));
	}

	@Test
	void joiningMembersOfTheOtherSideMayBeUpThere() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.JOINING),
				Some.member(5, MemberStatus.WEAKLY_UP));
		// two to one, but perhaps two to three
		assertThat(ALL.decide(new Split(members.live(), range("3-5"))).down()).isEqualTo(range("1-5"));
		// three to none, but perhaps three to two
		assertThat(ALL.decide(new Split(members.live(), range("4-5"))).down()).isEqualTo(range("4-5"));
		assertThat(ALL.decide(new Split(members.live(), range("4-5"))).reason()).contains("majority");
	}

	@Test
	void leavingMembersOfTheOwnSideMayBeGoneInTheEyesOfTheOther() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.LEAVING), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.UP));
		// two to two with the lowest address, but perhaps one to two
		Decision decision = ALL.decide(new Split(members.live(), range("3-4")));
		assertThat(decision.down()).isEqualTo(range("1-4"));
		assertThat(decision.reason()).contains("could turn the majority");
	}

	@Test
	void joiningMembersOfTheOwnSideDoNotCount() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.JOINING), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.UP));
		assertThat(ALL.decide(new Split(members.live(), range("3-4"))).down()).isEqualTo(range("1-2"));
	}

	@Test
	void theFormerLifeOfOneThatWasStartedAnewMayCountOnTheOtherSide() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.JOINING));
		Set<NodeId> believed = range("4");
		// two to one, but perhaps two to two, and the other side has the lowest address
		assertThat(ALL.decide(new Split(members.live(), range("1"), believed)).down()).isEqualTo(range("2-4"));
		assertThat(ALL.decide(new Split(members.live(), range("1"))).down()).isEqualTo(range("1"));
		// it is not downed with the others, for it is here
		assertThat(ALL.decide(new Split(members.live(), range("3"), believed)).down()).isEqualTo(range("3"));
	}

	@Test
	void onlyMembersWithTheRoleCount() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP, "core"), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.UP, "core"),
				Some.member(5, MemberStatus.UP, "core"));
		assertThat(CORE.decide(new Split(members.live(), range("4-5"))).down()).isEqualTo(range("1-3"));
		assertThat(CORE.decide(new Split(members.live(), range("1-3"))).down()).isEqualTo(range("1-3"));
		assertThat(ALL.decide(new Split(members.live(), range("4-5"))).down()).isEqualTo(range("4-5"));
	}

	@Test
	void aSideWithoutTheRoleLosesAgainstOneWithIt() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP, "core"));
		assertThat(CORE.decide(new Split(members.live(), range("3"))).down()).isEqualTo(range("1-2"));
		assertThat(CORE.decide(new Split(members.live(), range("1-2"))).down()).isEqualTo(range("1-2"));
	}

	@Test
	void whereNobodyHasTheRoleNoSideGoesOn() {
		List<MemberRecord> members = Some.up(3).live();
		assertThat(CORE.decide(new Split(members, range("3"))).down()).containsAll(range("1-2"));
		assertThat(CORE.decide(new Split(members, range("1-2"))).down()).containsAll(range("3"));
	}

	@Test
	void aMemberThatIsDownButNotRemovedCountsForTheOtherSide() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.DOWN), Some.member(4, MemberStatus.UP), Some.member(5, MemberStatus.UP));
		assertThat(ALL.decide(new Split(members.live(), range("4-5"))).down()).isEqualTo(range("1-2"));
	}

	@Test
	void aMemberThatIsDownAlreadyIsNotDownedAgain() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP), Some.member(4, MemberStatus.DOWN), Some.member(5, MemberStatus.UP));
		assertThat(ALL.decide(new Split(members.live(), range("5"))).down()).isEqualTo(range("5"));
	}

	@Test
	void theStrategyNoneDownsNobody() {
		DowningSettings none = new DowningSettings(DowningMode.NONE, null, null,
				DowningSettings.DEFAULT.crashStableAfter());
		assertThat(DowningStrategies.of(none).decide(new Split(Some.up(3).live(), range("3"))).down()).isEmpty();
	}

	@Test
	void theSettingsNameTheStrategyAndItsRole() {
		DowningSettings core = new DowningSettings(DowningMode.KEEP_MAJORITY, "core", null,
				DowningSettings.DEFAULT.crashStableAfter());
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP, "core"));
		assertThat(DowningStrategies.of(core).decide(new Split(members.live(), range("3"))).down())
			.isEqualTo(range("1-2"));
	}

	@Property(tries = 3000)
	void atMostOneSideSurvives(@ForAll @IntRange(min = 2, max = 9) int size,
			@ForAll @IntRange(min = 2, max = 3) int sides, @ForAll boolean role, @ForAll long seed) {
		Random random = new Random(seed);
		KeepMajority strategy = role ? CORE : ALL;
		List<List<NodeId>> parts = new ArrayList<>();
		List<TreeMap<NodeId, MemberRecord>> views = new ArrayList<>();
		for (int side = 0; side < sides; side++) {
			parts.add(new ArrayList<>());
			views.add(new TreeMap<>());
		}
		for (int number = 1; number <= size; number++) {
			parts.get(random.nextInt(sides)).add(Some.node(number));
			String[] roles = random.nextBoolean() ? new String[] { "core" } : new String[0];
			List<MemberRecord> seen = lastSteps(number, roles, random);
			for (TreeMap<NodeId, MemberRecord> view : views) {
				MemberRecord record = seen.get(random.nextInt(seen.size()));
				view.put(record.id(), record);
			}
		}
		int survivors = 0;
		for (int side = 0; side < sides; side++) {
			Set<NodeId> ours = new TreeSet<>(parts.get(side));
			Set<NodeId> theirs = new TreeSet<>(views.get(side).keySet());
			theirs.removeAll(ours);
			List<MemberRecord> members = List.copyOf(views.get(side).values());
			theirs.removeIf((id) -> members.stream()
				.anyMatch((record) -> record.id().equals(id) && record.status() == MemberStatus.DOWN));
			// only an UP leader decides
			boolean acts = members.stream()
				.anyMatch((record) -> ours.contains(record.id()) && record.status() == MemberStatus.UP);
			Set<NodeId> down = strategy.decide(new Split(members, theirs)).down();
			if (acts && Collections.disjoint(down, ours)) {
				survivors++;
				assertThat(down).containsAll(theirs);
			}
		}
		assertThat(survivors).isLessThanOrEqualTo(1);
	}

	@Property(tries = 500)
	void aSplitWithoutTransitionsLeavesExactlyOneSide(@ForAll @IntRange(min = 2, max = 12) int size,
			@ForAll long seed) {
		Random random = new Random(seed);
		List<MemberRecord> members = Some.up(size).live();
		Set<NodeId> one = new TreeSet<>();
		Set<NodeId> other = new TreeSet<>();
		members.forEach((record) -> (random.nextBoolean() ? one : other).add(record.id()));
		Set<NodeId> downOfOne = ALL.decide(new Split(members, other)).down();
		Set<NodeId> downOfOther = ALL.decide(new Split(members, one)).down();
		assertThat(downOfOne).isEqualTo(downOfOther);
		assertThat(downOfOne.equals(one) || downOfOne.equals(other)).isTrue();
	}

	/**
	 * The records of one member that two nodes can hold at the same time: the leader's
	 * last step, a leave or a DOWN may be known to some only.
	 */
	private static List<MemberRecord> lastSteps(int number, String[] roles, Random random) {
		List<List<MemberStatus>> known = List.of(List.of(MemberStatus.UP), List.of(MemberStatus.UP),
				List.of(MemberStatus.JOINING, MemberStatus.WEAKLY_UP, MemberStatus.UP),
				List.of(MemberStatus.UP, MemberStatus.LEAVING), List.of(MemberStatus.LEAVING, MemberStatus.EXITING),
				List.of(MemberStatus.EXITING), List.of(MemberStatus.UP, MemberStatus.DOWN),
				List.of(MemberStatus.LEAVING, MemberStatus.DOWN),
				List.of(MemberStatus.JOINING, MemberStatus.UP, MemberStatus.DOWN));
		List<MemberStatus> statuses = known.get(random.nextInt(known.size()));
		// who was downed before its UP was known has no age
		int ageWhenDown = (statuses.get(0) == MemberStatus.JOINING) ? 0 : number;
		return statuses.stream()
			.map((status) -> (status == MemberStatus.DOWN)
					? MemberRecord.of(Some.node(number), status, ageWhenDown, Set.of(roles), "")
					: Some.member(number, status, roles))
			.toList();
	}

	private static Set<NodeId> range(String numbers) {
		String[] ends = numbers.split("-");
		Set<NodeId> ids = new TreeSet<>(Some.nodes(
				IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])).toArray()));
		return ids;
	}

}
