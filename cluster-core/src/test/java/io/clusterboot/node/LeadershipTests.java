package io.clusterboot.node;

import java.time.Duration;
import java.util.ArrayList;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the leader acts. Node 1 leads five members, of whom all have seen the state, and a
 * sixth one wants to join.
 */
class LeadershipTests {

	private static final long GATHER = 50;

	private final DowningSettings.Builder downing = DowningSettings.builder();

	private Membership membership;

	private Leadership leadership;

	private long version;

	@Test
	void theLeaderActsAsSoonAsAllHaveSeenTheState() {
		start();
		assertThat(this.leadership.act(0)).isFalse();
		assertThat(status(6)).isEqualTo(MemberStatus.JOINING);
		seenByAll();
		assertThat(this.leadership.act(0)).isTrue();
		assertThat(status(6)).isEqualTo(MemberStatus.UP);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4 })
	void whileTheRefereeIsUnreachableNobodyActsHoweverManyTheyAre(int referee) {
		this.downing.strategy(DowningMode.KEEP_REFEREE).referee(new DowningSettings.Referee(Some.address(referee), 1));
		start();
		unreachable(referee);
		seenByAll();
		assertThat(this.leadership.act(0)).isFalse();
		assertThat(this.leadership.agreement().holds()).isFalse();
		assertThat(status(6)).isEqualTo(MemberStatus.JOINING);
	}

	@Test
	void anotherOneThatIsUnreachableDoesNotHinderThoseWithTheReferee() {
		this.downing.strategy(DowningMode.KEEP_REFEREE).referee(new DowningSettings.Referee(Some.address(2), 1));
		start();
		unreachable(3);
		seenByAll();
		assertThat(this.leadership.act(0)).isTrue();
		assertThat(status(6)).isEqualTo(MemberStatus.UP);
	}

	@Test
	void theOldestOneDecidesOnlyWhereTheStrategyGoesByIt() {
		this.downing.strategy(DowningMode.KEEP_OLDEST);
		start();
		unreachable(2);
		seenByAll();
		assertThat(this.leadership.act(0)).as("the second oldest").isTrue();
		this.downing.role("worker");
		start();
		unreachable(3);
		seenByAll();
		assertThat(this.leadership.act(0)).as("the oldest worker").isFalse();
	}

	@Test
	void anOldestThatIsDownIsRemovedOnceNobodyElseIsMissing() {
		this.downing.strategy(DowningMode.KEEP_OLDEST).role("worker");
		start();
		this.membership.updateStatus(Some.node(3), MemberStatus.DOWN);
		seenByAll();
		unreachable(5);
		assertThat(this.leadership.act(0)).as("5 may be on its side").isFalse();
		unreachable(3);
		assertThat(this.leadership.act(0)).isTrue();
		assertThat(this.membership.isLive(Some.node(3))).isFalse();
	}

	@Test
	void whereTheLeaseDecidesNobodyActsWhileAnybodyIsUnreachable() {
		this.downing.strategy(DowningMode.LEASE_MAJORITY);
		start();
		unreachable(5);
		seenByAll();
		assertThat(this.leadership.act(0)).as("5 may have the lease").isFalse();
		this.membership.updateStatus(Some.node(5), MemberStatus.DOWN);
		seenByAll();
		assertThat(this.leadership.act(0)).isTrue();
		assertThat(this.membership.isLive(Some.node(5))).isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = DowningMode.class, names = { "KEEP_MAJORITY", "STATIC_QUORUM" })
	void whereARoleCountsNobodyActsWhileOneThatHasItIsUnreachable(DowningMode mode) {
		this.downing.strategy(mode).quorumSize(2).role("worker");
		start();
		unreachable(2, 5);
		seenByAll();
		assertThat(this.leadership.act(0)).as("all workers are here").isTrue();
		start();
		unreachable(4);
		seenByAll();
		assertThat(this.leadership.act(0)).as("4 is a worker").isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = DowningMode.class, names = { "KEEP_MAJORITY", "DOWN_ALL", "NONE" })
	void underTheOtherStrategiesAMajorityActs(DowningMode mode) {
		this.downing.strategy(mode);
		start();
		unreachable(2, 3);
		seenByAll();
		assertThat(this.leadership.act(0)).isTrue();
	}

	@Test
	void aLeaderThatWasStoppedListensForASecondBeforeItActs() {
		start();
		seenByAll();
		this.leadership.paused(1000, 5000);
		assertThat(this.leadership.act(5999)).isFalse();
		assertThat(this.leadership.deadline()).isEqualTo(6000);
		assertThat(this.leadership.act(6000)).isTrue();
	}

	@Test
	void withoutAgreementAMemberBecomesWeaklyUpInTime() {
		start();
		long after = ClusterSettings.builder().name("shop").build().weaklyUpAfter().toMillis();
		assertThat(this.leadership.act(0)).isFalse();
		assertThat(this.leadership.act(after - 1)).isFalse();
		assertThat(this.leadership.deadline()).isEqualTo(after);
		assertThat(this.leadership.act(after)).isTrue();
		assertThat(status(6)).isEqualTo(MemberStatus.WEAKLY_UP);
	}

	private void start() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP),
				Some.member(3, MemberStatus.UP, "worker"), Some.member(4, MemberStatus.UP, "worker"),
				Some.member(5, MemberStatus.UP), Some.member(6, MemberStatus.JOINING));
		ClusterSettings settings = ClusterSettings.builder()
			.name("shop")
			.downing(this.downing.stableAfter(Duration.ofSeconds(10)).build())
			.build();
		this.membership = SomeMembership.of(settings, new ArrayList<Output>()::add);
		this.membership.update(members.live());
		this.leadership = new Leadership(this.membership, 0);
	}

	private void unreachable(int... subjects) {
		this.membership.report(Some.row(Some.node(1), ++this.version, Some.nodes(subjects), Evidence.UNREACHABLE));
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, -GATHER);
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, 0);
		assertThat(this.membership.judge.verdict().unreachable()).containsExactlyElementsOf(Some.nodes(subjects));
	}

	private void seenByAll() {
		this.membership.mergeSeen(SeenSet.complete(this.membership.tables().members().fingerprint()));
	}

	private MemberStatus status(int number) {
		return this.membership.tables()
			.members()
			.live()
			.stream()
			.filter((record) -> record.id().equals(Some.node(number)))
			.findFirst()
			.orElseThrow()
			.status();
	}

}
