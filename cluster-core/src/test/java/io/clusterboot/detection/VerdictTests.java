package io.clusterboot.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the reports of all observers amount to.
 */
class VerdictTests {

	private static final int K = 10;

	private static final NodeId SELF = Some.node(1);

	@ParameterizedTest(name = "{1} accuse one of {0} members: {2}")
	@CsvSource({ "2, 1, unreachable", "3, 1, unstable", "3, 2, unreachable", "4, 1, unstable", "4, 2, unstable",
			"4, 3, unreachable", "5, 1, noise", "5, 2, unstable", "5, 3, unstable", "5, 4, unreachable", "6, 1, noise",
			"6, 4, unreachable", "11, 2, noise", "11, 3, unstable", "11, 7, unstable", "11, 8, unreachable",
			"11, 10, unreachable" })
	void theTallyDecides(int size, int accusers, String expected) {
		NodeId subject = Some.node(size);
		Verdict verdict = judge(accusations(size, Some.nodes(IntStream.rangeClosed(1, accusers).toArray()), subject));
		assertThat(verdict.unreachable()).isEqualTo(expected.equals("unreachable") ? Set.of(subject) : Set.of());
		assertThat(verdict.unstable()).isEqualTo(expected.equals("unstable") ? Set.of(subject) : Set.of());
	}

	@Test
	void withoutReportsEverybodyIsWell() {
		assertThat(judge(Some.tables(Some.up(5)))).isEqualTo(Verdict.WELL);
	}

	@Test
	void badLinksAreNoAccusations() {
		Tables tables = Some.tables(Some.up(5),
				IntStream.rangeClosed(1, 4)
					.mapToObj((number) -> Some.row(Some.node(number), 1, Some.nodes(5), Evidence.LINK))
					.toArray(ObservationRow[]::new));
		assertThat(judge(tables)).isEqualTo(Verdict.WELL);
	}

	@Test
	void aCrashCountsLikeSilence() {
		Tables tables = Some.tables(Some.up(3), Some.accuses(Some.node(1), Some.node(3)),
				Some.row(Some.node(2), 1, Some.nodes(3), Evidence.CRASHED));
		assertThat(judge(tables).unreachable()).containsExactly(Some.node(3));
	}

	@Test
	void nobodyFindsItselfUnreachable() {
		Tables tables = accusations(4, Some.nodes(2, 3, 4), SELF);
		assertThat(judge(tables)).isEqualTo(Verdict.WELL);
		assertThat(Verdict.of(tables, Overlay.of(tables.members(), K), SELF, true, Verdict.WELL))
			.isEqualTo(Verdict.WELL);
		assertThat(judge(tables, Some.node(2), Verdict.WELL).unreachable()).containsExactly(SELF);
	}

	@Test
	void theMajorityOfAThreeTwoSplitSeesTheMinorityUnreachable() {
		Tables tables = split(5, Some.nodes(1, 2, 3), Some.nodes(4, 5));
		for (int judge = 1; judge <= 3; judge++) {
			Verdict verdict = judge(tables, Some.node(judge), Verdict.WELL);
			assertThat(verdict.unreachable()).containsExactly(Some.node(4), Some.node(5));
			assertThat(verdict.unstable()).isEmpty();
		}
	}

	@Test
	void theMinorityThatTakesItselfForCutOffSeesTheMajorityUnreachable() {
		Tables tables = split(5, Some.nodes(4, 5), Some.nodes(1, 2, 3));
		Verdict verdict = single(tables, Some.node(4), Verdict.WELL);
		assertThat(verdict.unreachable()).containsExactlyElementsOf(Some.nodes(1, 2, 3));
		assertThat(verdict.unstable()).isEmpty();
	}

	@Test
	void whoJudgesAloneDoesNotBelieveThoseItAccusesItself() {
		Tables tables = Some.tables(Some.up(5), Some.accuses(Some.node(1), Some.node(4), Some.node(5)),
				Some.accuses(Some.node(4), Some.node(2), Some.node(3)), Some.accuses(Some.node(5), Some.node(3)));
		assertThat(single(tables, SELF, Verdict.WELL).unreachable()).containsExactly(Some.node(4), Some.node(5));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 6, 10 })
	void eachHalfSeesTheOtherOneUnreachable(int size) {
		List<NodeId> one = Some.nodes(IntStream.rangeClosed(1, size / 2).toArray());
		List<NodeId> other = Some.nodes(IntStream.rangeClosed(size / 2 + 1, size).toArray());
		Tables tables = split(size, one, other);
		for (NodeId judge : one) {
			assertThat(judge(tables, judge, Verdict.WELL).unreachable()).containsExactlyElementsOf(other);
			assertThat(single(tables, judge, Verdict.WELL).unreachable()).containsExactlyElementsOf(other);
		}
	}

	@Test
	void aMemberThatLeftTheCountMayDecideAboutAnother() {
		// three of four accuse node 4, and without node 5 these are all of its observers
		Tables tables = Some.tables(Some.up(5), Some.accuses(Some.node(1), Some.node(4), Some.node(5)),
				Some.accuses(Some.node(2), Some.node(4), Some.node(5)),
				Some.accuses(Some.node(3), Some.node(4), Some.node(5)), Some.accuses(Some.node(4), Some.node(5)));
		assertThat(judge(tables).unreachable()).containsExactly(Some.node(4), Some.node(5));
	}

	@Test
	void whatAnUnreachableObserverReportsCountsForNothing() {
		Tables tables = Some.tables(Some.up(4), Some.accuses(Some.node(1), Some.node(4)),
				Some.accuses(Some.node(2), Some.node(4)), Some.accuses(Some.node(3), Some.node(4)),
				Some.accuses(Some.node(4), Some.node(1), Some.node(2), Some.node(3)));
		Verdict verdict = judge(tables);
		assertThat(verdict.unreachable()).containsExactly(Some.node(4));
		assertThat(verdict.unstable()).isEmpty();
	}

	@Test
	void whatADownObserverReportsCountsForNothing() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN),
				Some.member(3, MemberStatus.UP));
		Tables tables = Some.tables(members, Some.accuses(Some.node(2), Some.node(3)));
		assertThat(judge(tables)).isEqualTo(Verdict.WELL);
		assertThat(single(tables, SELF, Verdict.WELL)).isEqualTo(Verdict.WELL);
	}

	@Test
	void whatIsSaidAboutAMemberThatIsGoneCountsForNothing() {
		Tables tables = accusations(4, Some.nodes(1, 2, 3), Some.node(4)).remove(Some.nodes(4)).tables();
		Verdict before = new Verdict(new TreeSet<>(Some.nodes(4)), new TreeSet<>());
		assertThat(judge(tables, SELF, before)).isEqualTo(Verdict.WELL);
	}

	@Test
	void anySingleAccusationSufficesForWhoJudgesAlone() {
		Tables tables = Some.tables(Some.up(8), Some.accuses(Some.node(2), Some.node(3)),
				Some.accuses(Some.node(5), Some.node(6), Some.node(7)));
		Verdict verdict = single(tables, SELF, Verdict.WELL);
		assertThat(verdict.unreachable()).containsExactlyElementsOf(Some.nodes(3, 6, 7));
		assertThat(verdict.unstable()).isEmpty();
		assertThat(judge(tables)).isEqualTo(Verdict.WELL);
	}

	@Test
	void anUnreachableMemberIsReachableAgainOnceFewAccuseIt() {
		NodeId subject = Some.node(5);
		Verdict verdict = judge(accusations(5, Some.nodes(1, 2, 3, 4), subject));
		assertThat(verdict.unreachable()).containsExactly(subject);
		for (int accusers = 4; accusers >= 2; accusers--) {
			Tables tables = accusations(5, Some.nodes(IntStream.rangeClosed(1, accusers).toArray()), subject);
			verdict = judge(tables, SELF, verdict);
			assertThat(verdict.unreachable()).containsExactly(subject);
			assertThat(verdict.unstable()).isEmpty();
		}
		assertThat(judge(accusations(5, Some.nodes(1), subject), SELF, verdict)).isEqualTo(Verdict.WELL);
	}

	@Test
	void anEdgeBetweenTwoUnstableMembersCountsForBoth() {
		// three of five observers accuse each: too few, were they not each other's
		// observers
		Tables tables = Some.tables(Some.up(6), Some.accuses(Some.node(1), Some.node(5), Some.node(6)),
				Some.accuses(Some.node(2), Some.node(5), Some.node(6)),
				Some.accuses(Some.node(3), Some.node(5), Some.node(6)));
		assertThat(judge(tables).unreachable()).containsExactly(Some.node(5), Some.node(6));
		Tables apart = accusations(6, Some.nodes(1, 2, 3), Some.node(6));
		assertThat(judge(apart).unstable()).containsExactly(Some.node(6));
	}

	@Property(tries = 200)
	void aSingleLyingObserverMakesNobodyUnreachable(@ForAll @IntRange(min = 5, max = 40) int size,
			@ForAll @IntRange(min = 1, max = 40) int liar, @ForAll long seed) {
		NodeId observer = Some.node(1 + liar % size);
		Random random = new Random(seed);
		List<NodeId> accused = IntStream.rangeClosed(1, size)
			.filter((number) -> random.nextInt(3) > 0)
			.mapToObj(Some::node)
			.filter((id) -> !id.equals(observer))
			.toList();
		Tables tables = Some.tables(Some.up(size), Some.accuses(observer, accused.toArray(NodeId[]::new)));
		for (MemberRecord judge : tables.members().live()) {
			Verdict verdict = judge(tables, judge.id(), Verdict.WELL);
			assertThat(verdict.unreachable()).isEmpty();
			assertThat(size > K + 1 || verdict.unstable().isEmpty()).isTrue();
		}
	}

	@Property(tries = 200)
	void inAFullMeshExactlyTheSilentOnesAreUnreachable(@ForAll @IntRange(min = 2, max = 11) int size,
			@ForAll @IntRange(min = 1, max = 7) int silent, @ForAll long seed) {
		List<NodeId> all = shuffled(size, seed);
		List<NodeId> gone = all.subList(0, Math.min(silent, (7 * size) / 10));
		List<NodeId> rest = all.subList(gone.size(), size);
		Tables tables = split(size, rest, gone);
		for (NodeId judge : rest) {
			Verdict verdict = judge(tables, judge, Verdict.WELL);
			assertThat(verdict.unreachable()).isEqualTo(new TreeSet<>(gone));
			assertThat(verdict.unstable()).isEmpty();
			assertThat(judge(tables, judge, verdict)).isEqualTo(verdict);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 12, 13, 20, 50, 100 })
	void beyondTheFullMeshExactlyTheSilentFifthIsUnreachable(int size) {
		for (long seed = 0; seed < 10; seed++) {
			List<NodeId> all = shuffled(size, seed);
			List<NodeId> gone = all.subList(0, size / 5);
			List<NodeId> rest = all.subList(gone.size(), size);
			Tables tables = split(size, rest, gone);
			Verdict verdict = judge(tables, rest.get(0), Verdict.WELL);
			assertThat(verdict.unreachable()).isEqualTo(new TreeSet<>(gone));
			assertThat(verdict.unstable()).isEmpty();
		}
	}

	@Property(tries = 200)
	void nobodyIsBothUnreachableAndUnstableAndNobodyUnaccusedIsEither(@ForAll @IntRange(min = 2, max = 30) int size,
			@ForAll @IntRange(min = 1, max = 90) int percent, @ForAll long seed, @ForAll boolean single) {
		Tables tables = randomReports(size, percent, seed);
		Overlay overlay = Overlay.of(tables.members(), K);
		Verdict verdict = Verdict.of(tables, overlay, SELF, single, Verdict.WELL);
		assertThat(verdict.unreachable()).doesNotContainAnyElementsOf(nonEmpty(verdict.unstable()));
		Set<NodeId> accused = new TreeSet<>();
		tables.rows().forEach((row) -> accused.addAll(row.subjects().keySet()));
		assertThat(accused).containsAll(verdict.unreachable()).containsAll(verdict.unstable());
		assertThat(single && !verdict.unstable().isEmpty()).isFalse();
		assertThat(Verdict.of(tables, overlay, SELF, single, Verdict.WELL)).isEqualTo(verdict);
	}

	@Property(tries = 200)
	void afterAHealNobodyWhoWasReachableBecomesUnreachable(@ForAll @IntRange(min = 2, max = 40) int size,
			@ForAll @IntRange(min = 1, max = 39) int cut, @ForAll long seed, @ForAll boolean single) {
		List<NodeId> all = shuffled(size, seed);
		List<NodeId> one = all.subList(0, 1 + cut % (size - 1));
		List<NodeId> other = all.subList(one.size(), size);
		Tables known = split(size, one, other).merge(split(size, other, one).everything()).tables();
		for (NodeId judge : one) {
			Verdict before = new Verdict(new TreeSet<>(other), new TreeSet<>());
			Verdict after = Verdict.of(known, Overlay.of(known.members(), K), judge, single, before);
			assertThat(other).containsAll(after.unreachable());
			assertThat(after.unstable()).isEmpty();
		}
	}

	private static Verdict judge(Tables tables) {
		return judge(tables, SELF, Verdict.WELL);
	}

	private static Verdict judge(Tables tables, NodeId self, Verdict before) {
		return Verdict.of(tables, Overlay.of(tables.members(), K), self, false, before);
	}

	private static Verdict single(Tables tables, NodeId self, Verdict before) {
		return Verdict.of(tables, Overlay.of(tables.members(), K), self, true, before);
	}

	private static Tables accusations(int size, List<NodeId> accusers, NodeId subject) {
		return Some.tables(Some.up(size),
				accusers.stream().map((id) -> Some.accuses(id, subject)).toArray(ObservationRow[]::new));
	}

	/** Those on one side accuse whom they observe on the other one. */
	private static Tables split(int size, Collection<NodeId> side, Collection<NodeId> other) {
		MemberTable members = Some.up(size);
		Overlay overlay = Overlay.of(members, K);
		Map<NodeId, ObservationRow> rows = new TreeMap<>();
		for (NodeId observer : side) {
			Set<NodeId> accused = overlay.subjectsOf(record(members, observer), (id) -> false);
			accused.retainAll(other);
			rows.put(observer, Some.accuses(observer, accused.toArray(NodeId[]::new)));
		}
		return Some.tables(members, rows.values().toArray(ObservationRow[]::new));
	}

	private static Tables randomReports(int size, int percent, long seed) {
		MemberTable members = Some.up(size);
		Overlay overlay = Overlay.of(members, K);
		Random random = new Random(seed);
		List<ObservationRow> rows = new ArrayList<>();
		for (MemberRecord observer : members.live()) {
			Set<NodeId> accused = overlay.subjectsOf(observer, (id) -> false);
			accused.removeIf((id) -> random.nextInt(100) >= percent);
			rows.add(Some.accuses(observer.id(), accused.toArray(NodeId[]::new)));
		}
		return Some.tables(members, rows.toArray(ObservationRow[]::new));
	}

	private static MemberRecord record(MemberTable members, NodeId id) {
		return members.live().get(members.indexOf(id));
	}

	private static List<NodeId> shuffled(int size, long seed) {
		List<NodeId> all = new ArrayList<>(Some.nodes(IntStream.rangeClosed(1, size).toArray()));
		Collections.shuffle(all, new Random(seed));
		return all;
	}

	private static Collection<NodeId> nonEmpty(Collection<NodeId> ids) {
		return ids.isEmpty() ? Some.nodes(999) : ids;
	}

}
