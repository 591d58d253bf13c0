package io.clusterboot.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a node resolves a split, what it tells of it, and how it comes to a lease. Node 1
 * of five resolves unless a test says otherwise; a split must stand for ten seconds.
 */
class ResolverTests {

	private static final long GATHER = 50;

	private final List<Output> outputs = new ArrayList<>();

	private final DowningSettings.Builder downing = DowningSettings.builder().stableAfter(Duration.ofSeconds(10));

	private Membership membership;

	private Resolver resolver;

	private boolean cutOff;

	private long due = Long.MAX_VALUE;

	private long version;

	@Test
	void theLeaderDownsTheOtherSideInTimeAndTellsItOnceWithItsInputs() {
		start(1, Some.up(5));
		unreachable(1000, 4, 5);
		run(10_999);
		assertThat(this.outputs).isEmpty();
		run(60_000);
		assertThat(this.outputs).containsExactly(new Output.Decided(DowningMode.KEEP_MAJORITY,
				"keep-majority: 3 reachable, 2 unreachable, this side is the majority", Some.nodes(4, 5), 3,
				Some.nodes(4, 5)));
		assertThat(down()).containsExactlyElementsOf(Some.nodes(4, 5));
		assertThat(this.resolver.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void theSideThatLosesDownsItself() {
		start(1, Some.up(5));
		unreachable(0, 3, 4, 5);
		run(11_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2));
		assertThat(decided().down()).isEqualTo(Some.nodes(1, 2));
		assertThat(decided().unreachable()).isEqualTo(Some.nodes(3, 4, 5));
	}

	@Test
	void onlyTheLeaderOfASideActs() {
		start(2, Some.up(5));
		unreachable(0, 4, 5);
		run(60_000);
		assertThat(this.outputs).isEmpty();
	}

	@Test
	void aLeaderThatIsNotUpDoesNotAct() {
		start(1, Some.table(Some.member(1, MemberStatus.LEAVING), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP)));
		unreachable(0, 3);
		run(60_000);
		assertThat(this.outputs).isEmpty();
	}

	@Test
	void aSideOnWhichNobodyEverWasUpDownsItself() {
		start(1, Some.table(Some.member(1, MemberStatus.WEAKLY_UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.UP)));
		unreachable(0, 3);
		run(9999);
		assertThat(this.outputs).isEmpty();
		run(10_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2));
	}

	@ParameterizedTest
	@EnumSource(value = DowningMode.class, names = { "KEEP_MAJORITY", "KEEP_OLDEST", "KEEP_REFEREE", "DOWN_ALL" })
	void whereNobodyEverWasUpOnAnySideAllAreDowned(DowningMode mode) {
		this.downing.strategy(mode).referee(new DowningSettings.Referee(Some.address(1), 1));
		start(1, Some.table(Some.member(1, MemberStatus.WEAKLY_UP), Some.member(2, MemberStatus.JOINING),
				Some.member(3, MemberStatus.JOINING)));
		unreachable(0, 3);
		run(9999);
		assertThat(this.outputs).isEmpty();
		run(10_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2, 3));
		assertThat(decided().reason()).startsWith("no member is up");
	}

	@Test
	void aCrashIsDecidedSooner() {
		start(1, Some.up(5));
		unreachable(0, Evidence.CRASHED, 5);
		run(2000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(5));
	}

	@Test
	void withoutAStrategyNobodyIsDownedAndThatIsSaidOnceForASplit() {
		this.downing.strategy(DowningMode.NONE).downAllWhenUnstable(Duration.ofSeconds(10));
		start(1, Some.up(5));
		unreachable(0, 5);
		run(8000);
		unreachable(8000, 4, 5);
		run(100_000);
		assertThat(this.outputs).containsExactly(new Output.Notice(Output.Severity.WARN, "downing",
				"Nobody is downed (none: 3 reachable, 2 unreachable, members are downed by hand only)"));
		assertThat(this.resolver.deadline()).isEqualTo(Long.MAX_VALUE);
		assertThat(down()).isEmpty();
	}

	@Test
	void aPictureThatKeepsChangingForTooLongDownsAll() {
		this.downing.downAllWhenUnstable(Duration.ofSeconds(20));
		start(1, Some.up(9));
		unreachable(0, 9);
		run(7000);
		unreachable(7000, 8, 9);
		run(14_000);
		unreachable(14_000, 7, 8);
		run(19_999);
		assertThat(this.outputs).isEmpty();
		run(20_000);
		assertThat(down()).hasSize(9);
		assertThat(decided().reason()).isEqualTo("down-all-when-unstable: the unreachable members kept changing for "
				+ "longer than down-all-when-unstable allows, now 2 of 9");
	}

	@Test
	void whereTheResultDependsOnAMemberThatTakesThisSideForDeadTheOtherSideGoesFirst() {
		start(1, Some.up(3));
		report(0, 3, Evidence.UNREACHABLE, 1);
		unreachable(0, 2);
		run(16_999);
		assertThat(this.outputs).isEmpty();
		run(20_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1));
		assertThat(decided().reason()).endsWith("as members on this side take each other for dead");
	}

	@Test
	void whereTheResultDoesNotDependOnSuchAMemberItIsSpared() {
		start(1, Some.up(5));
		report(0, 3, Evidence.UNREACHABLE, 1);
		unreachable(0, 2);
		run(10_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(2));
	}

	@Test
	void whereNoSideIsToGoOnNobodyIsSpared() {
		this.downing.strategy(DowningMode.DOWN_ALL);
		start(1, Some.up(5));
		report(0, 3, Evidence.UNREACHABLE, 1);
		unreachable(0, 2);
		run(10_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2, 3, 4, 5));
	}

	@Test
	void aBadLinkOfThoseWhoStillReachEachOtherThroughOthersLeavesNoDoubt() {
		start(1, Some.up(3));
		report(0, 3, Evidence.LINK, 1);
		unreachable(0, 2);
		run(10_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(2));
	}

	@Test
	void aBadLinkDownsNobodyByDefault() {
		start(1, Some.up(5));
		report(0, 2, Evidence.LINK, 3);
		run(600_000);
		assertThat(this.outputs).isEmpty();
		assertThat(this.resolver.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void badLinksDownTheFewestMembersWhereThatIsAskedFor() {
		this.downing.downIndirectlyConnected(true);
		start(1, Some.up(5));
		report(0, 2, Evidence.LINK, 3, 4);
		run(5000);
		report(5000, 5, Evidence.LINK, 2);
		run(14_999);
		assertThat(this.outputs).isEmpty();
		run(15_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(2));
		assertThat(decided().reason()).startsWith("indirectly connected: 3 bad links");
		run(60_000);
		assertThat(this.outputs).hasSize(1);
	}

	@Test
	void aSplitIsResolvedBeforeBadLinksAre() {
		this.downing.downIndirectlyConnected(true);
		start(1, Some.up(5));
		report(0, 2, Evidence.LINK, 3);
		run(5000);
		unreachable(5000, 5);
		run(14_999);
		assertThat(this.outputs).isEmpty();
		run(15_000);
		assertThat(this.outputs).hasSize(2);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(3, 5));
	}

	@Test
	void theMajorityAsksForTheLeaseAtOnceAndGoesOnWithIt() {
		startForLease(1);
		unreachable(0, 4, 5);
		run(10_000);
		Output.AcquireLease question = question();
		assertThat(question).isEqualTo(new Output.AcquireLease(1, "shop:" + new ClusterId(7, 9),
				Some.node(1).toString(), Duration.ofMinutes(2), Duration.ofSeconds(5)));
		run(12_000);
		answer(question, true, 12_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(4, 5));
		assertThat(decided().reason()).isEqualTo("lease-majority: 3 reachable, 2 unreachable, this side is the "
				+ "majority, and this side got the lease");
		run(60_000);
		assertThat(questions()).hasSize(1);
	}

	@Test
	void aSideThatIsRefusedTheLeaseDownsItself() {
		startForLease(1);
		unreachable(0, 4, 5);
		run(10_000);
		answer(question(), false, 11_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2, 3));
		assertThat(decided().reason()).endsWith("this side did not get the lease: refused");
	}

	@Test
	void theMinorityWaitsBeforeItAsks() {
		startForLease(1);
		unreachable(0, 3, 4, 5);
		run(11_999);
		assertThat(questions()).isEmpty();
		run(12_000);
		assertThat(questions()).hasSize(1);
	}

	@Test
	void aSplitThatChangesWhileTheMinorityWaitsBeginsAnew() {
		startForLease(1);
		unreachable(0, 3, 4, 5);
		run(11_000);
		unreachable(11_000, 4, 5);
		run(60_000);
		assertThat(questions()).as("as the majority now, at once").hasSize(1);
		answer(question(), true, 60_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(4, 5));
	}

	@Test
	void whoComesBackBeforeTheAnswerIsNotDowned() {
		startForLease(1);
		unreachable(0, 4, 5);
		run(10_000);
		unreachable(11_000, 5);
		answer(question(), true, 12_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(5));
	}

	@Test
	void whoFallsAfterTheQuestionIsAQuestionOfItsOwn() {
		startForLease(1);
		unreachable(0, 5);
		run(10_000);
		unreachable(11_000, 4, 5);
		answer(question(), true, 12_000);
		assertThat(down()).containsExactlyElementsOf(Some.nodes(5));
		run(30_000);
		assertThat(questions()).extracting(Output.AcquireLease::number).containsExactly(1L, 2L);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAnswerAfterTheHealChangesNothing(boolean acquired) {
		startForLease(1);
		unreachable(0, 4, 5);
		run(10_000);
		Output.AcquireLease question = question();
		unreachable(11_000);
		run(12_000);
		answer(question, acquired, 13_000);
		assertThat(down()).isEmpty();
		unreachable(14_000, 4, 5);
		run(30_000);
		assertThat(questions()).as("asks anew").hasSize(2);
		answer(question, acquired, 31_000);
		assertThat(down()).as("an old answer").isEmpty();
	}

	@Test
	void aRefusalOfOneWhoDoesNotLeadAnyMoreIsLeftToTheLeader() {
		MemberTable members = Some.up(5);
		this.downing.strategy(DowningMode.LEASE_MAJORITY);
		start(2, members);
		unreachable(0, 1, 5);
		run(10_000);
		Output.AcquireLease question = question();
		unreachable(11_000, 5);
		answer(question, false, 12_000);
		assertThat(down()).isEmpty();
	}

	@Test
	void aNodeThatSleptWhileAnotherSideMayHaveHadTheLeaseDoesNotAsk() {
		startForLease(1);
		run(1000);
		this.due = 2000;
		awake(600_000);
		unreachable(605_000, 4, 5);
		run(620_000);
		assertThat(questions()).isEmpty();
		assertThat(down()).containsExactlyElementsOf(Some.nodes(1, 2, 3));
		assertThat(decided().reason()).contains("too old to ask for the lease");
	}

	@Test
	void aShortPauseDoesNotKeepANodeFromAsking() {
		startForLease(1);
		run(1000);
		this.due = 2000;
		awake(20_000);
		unreachable(25_000, 4, 5);
		run(40_000);
		assertThat(questions()).hasSize(1);
	}

	@Test
	void aSplitThatKeptChangingForHalfOfTheValidityIsTooOldToAsk() {
		this.downing.strategy(DowningMode.LEASE_MAJORITY);
		start(1, Some.up(20));
		for (int fallen = 1; fallen <= 8; fallen++) {
			unreachable(8000L * fallen, IntStream.range(0, fallen).map((i) -> 20 - i).toArray());
			run(8000L * fallen + 7000);
		}
		run(80_000);
		assertThat(questions()).isEmpty();
		assertThat(down()).isNotEmpty();
	}

	private void startForLease(int self) {
		this.downing.strategy(DowningMode.LEASE_MAJORITY);
		start(self, Some.up(5));
	}

	private void start(int self, MemberTable members) {
		ClusterSettings settings = ClusterSettings.builder().name("shop").downing(this.downing.build()).build();
		this.membership = new Membership(settings, Some.node(self), new ClusterId(7, 9), new Random(1),
				this.outputs::add, (changes, membersChanged, source) -> {
				}, Witness.NONE, Commons.NONE);
		this.membership.update(members.live());
		this.resolver = new Resolver(this.membership, () -> this.cutOff, 0);
	}

	/** The node itself accuses exactly these. */
	private void unreachable(long now, int... subjects) {
		unreachable(now, Evidence.UNREACHABLE, subjects);
	}

	private void unreachable(long now, Evidence evidence, int... subjects) {
		int self = this.membership.self.address().port() - 1000;
		report(now, self, evidence, subjects);
	}

	private void report(long now, int observer, Evidence evidence, int... subjects) {
		List<NodeId> nodes = Some.nodes(subjects);
		ObservationRow row = Some.row(Some.node(observer), ++this.version, nodes, evidence);
		this.membership.merge(new Delta(List.of(), List.of(), 0, List.of(row), List.of()), null);
		judge(now);
		step(now);
	}

	/** What is found is shown at once, as if nobody else had to be waited for. */
	private void judge(long now) {
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, now - GATHER);
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, now);
	}

	/** Lets time pass: the node wakes when it wants to. */
	private void run(long until) {
		for (long now = Math.min(this.resolver.deadline(), until); now < until; now = Math.min(until,
				this.resolver.deadline())) {
			step(now);
		}
		step(until);
	}

	private void awake(long now) {
		this.resolver.awake(now, this.due);
		step(now);
	}

	private void step(long now) {
		int rounds = 0;
		while (this.resolver.resolve(now)) {
			assertThat(rounds++).isLessThan(10);
		}
		assertThat(this.resolver.deadline()).as("no tick without end").isGreaterThan(now);
	}

	private void answer(Output.AcquireLease question, boolean acquired, long now) {
		this.resolver.answered(new Input.LeaseAnswered(question, acquired, acquired ? "" : "refused"), now);
		step(now);
	}

	private List<Output.AcquireLease> questions() {
		return this.outputs.stream()
			.filter(Output.AcquireLease.class::isInstance)
			.map(Output.AcquireLease.class::cast)
			.toList();
	}

	private Output.AcquireLease question() {
		assertThat(questions()).hasSize(1);
		return questions().get(0);
	}

	private Output.Decided decided() {
		return this.outputs.stream()
			.filter(Output.Decided.class::isInstance)
			.map(Output.Decided.class::cast)
			.reduce((one, other) -> {
				throw new AssertionError("Decided twice: " + one + ", " + other);
			})
			.orElseThrow(() -> new AssertionError("Nothing decided: " + this.outputs));
	}

	private TreeSet<NodeId> down() {
		TreeSet<NodeId> down = new TreeSet<>();
		this.membership.live()
			.stream()
			.filter((record) -> record.status() == MemberStatus.DOWN)
			.map(MemberRecord::id)
			.forEach(down::add);
		return down;
	}

}
