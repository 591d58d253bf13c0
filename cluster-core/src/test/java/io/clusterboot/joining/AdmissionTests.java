package io.clusterboot.joining;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.DowningSettings.Referee;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.LeaseSettings;
import io.clusterboot.api.Limits;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Who may come in.
 */
class AdmissionTests {

	private static final ClusterSettings SETTINGS = ClusterSettings.builder().name("shop").build();

	private static final ClusterId OURS = new ClusterId(1, 2);

	private static final NodeId SELF = Some.node(1);

	private final Admission admission = new Admission(SETTINGS);

	@Test
	void whoHasTheSameSettingsMayComeIn() {
		assertThat(this.admission.check(greeting(2))).isNull();
	}

	@Test
	void whatIsANodesOwnMayDiffer() {
		ClusterSettings other = SETTINGS.toBuilder()
			.address(Some.address(2))
			.roles(List.of("web"))
			.appVersion("2.0")
			.metadata(Map.of("zone", "eu"))
			.minMembers(3)
			.shutdownTimeout(Duration.ZERO)
			.join(Bootstraps.settings(1, 2, 3))
			.build();
		assertThat(this.admission.check(Admission.greeting(other, Some.node(2)))).isNull();
	}

	@Test
	void anotherClusterNameIsRefused() {
		ClusterSettings other = SETTINGS.toBuilder().name("bank").build();
		Response.Rejected rejected = this.admission.check(Admission.greeting(other, Some.node(2)));
		assertRejected(rejected, Rejection.CLUSTER_NAME);
		assertThat(rejected.message()).contains("'shop'", "'bank'", "cluster.name");
	}

	@Test
	void onlyProtocolRangesThatIncludeOursAreAccepted() {
		int ours = Greeting.PROTOCOL;
		assertThat(this.admission.check(speaking(ours, ours + 1))).isNull();
		assertThat(this.admission.check(speaking(ours - 1, ours))).isNull();
		assertThat(this.admission.check(speaking(ours - 1, ours + 1))).isNull();
		assertRejected(this.admission.check(speaking(ours + 1, ours + 2)), Rejection.PROTOCOL_VERSION);
		assertRejected(this.admission.check(speaking(ours - 1, ours - 1)), Rejection.PROTOCOL_VERSION);
	}

	@ParameterizedTest
	@MethodSource
	void aSettingThatMustBeTheSameIsNamedWhenItDiffers(String property, String here, String there,
			ClusterSettings other) {
		Response.Rejected rejected = this.admission.check(Admission.greeting(other, Some.node(2)));
		assertRejected(rejected, Rejection.CONFIGURATION);
		assertThat(rejected.message()).contains(property, "'" + here + "'", "'" + there + "'");
	}

	static Stream<Arguments> aSettingThatMustBeTheSameIsNamedWhenItDiffers() {
		FailureDetectorSettings detector = FailureDetectorSettings.DEFAULT;
		Duration crash = DowningSettings.DEFAULT.crashStableAfter();
		return Stream.of(
				arguments("cluster.downing.strategy", "KEEP_MAJORITY", "NONE",
						SETTINGS.toBuilder().downing(new DowningSettings(DowningMode.NONE, null, null, crash)).build()),
				arguments("cluster.downing.role", "", "core",
						SETTINGS.toBuilder()
							.downing(new DowningSettings(DowningMode.KEEP_MAJORITY, "core", null, crash))
							.build()),
				arguments("cluster.downing.strategy", "KEEP_MAJORITY", "STATIC_QUORUM",
						SETTINGS.toBuilder()
							.downing(
									DowningSettings.builder().strategy(DowningMode.STATIC_QUORUM).quorumSize(2).build())
							.build()),
				arguments("cluster.failure-detector.observers", "10", "5", SETTINGS.toBuilder()
					.failureDetector(new FailureDetectorSettings(detector.heartbeatInterval(), detector.threshold(),
							detector.acceptablePause(), detector.minDeviation(), 5, detector.reachability(), true))
					.build()),
				arguments("cluster.leader-agreement", "MAJORITY", "ALL",
						SETTINGS.toBuilder().leaderAgreement(LeaderAgreement.ALL).build()));
	}

	@ParameterizedTest
	@MethodSource
	void whatTheStrategyReadsMustBeTheSame(String property, DowningSettings here, DowningSettings there) {
		Admission admission = new Admission(SETTINGS.toBuilder().downing(here).build());
		ClusterSettings same = SETTINGS.toBuilder().downing(here).build();
		ClusterSettings other = SETTINGS.toBuilder().downing(there).build();
		assertThat(admission.check(Admission.greeting(same, Some.node(2)))).isNull();
		Response.Rejected rejected = admission.check(Admission.greeting(other, Some.node(2)));
		assertRejected(rejected, Rejection.CONFIGURATION);
		assertThat(rejected.message()).contains(property);
	}

	static Stream<Arguments> whatTheStrategyReadsMustBeTheSame() {
		DowningSettings.Builder quorum = DowningSettings.builder().strategy(DowningMode.STATIC_QUORUM);
		DowningSettings.Builder oldest = DowningSettings.builder().strategy(DowningMode.KEEP_OLDEST);
		DowningSettings.Builder referee = DowningSettings.builder().strategy(DowningMode.KEEP_REFEREE);
		DowningSettings.Builder lease = DowningSettings.builder().strategy(DowningMode.LEASE_MAJORITY);
		return Stream.of(
				arguments("cluster.downing.static-quorum.quorum-size", quorum.quorumSize(2).build(),
						quorum.quorumSize(3).build()),
				arguments("cluster.downing.keep-oldest.down-if-alone", oldest.downIfAlone(true).build(),
						oldest.downIfAlone(false).build()),
				arguments("cluster.downing.keep-referee.address",
						referee.referee(new Referee(Some.address(1), 1)).build(),
						referee.referee(new Referee(Some.address(2), 1)).build()),
				arguments("cluster.downing.keep-referee.down-all-if-less-than",
						referee.referee(new Referee(Some.address(1), 1)).build(),
						referee.referee(new Referee(Some.address(1), 2)).build()),
				arguments("cluster.downing.lease-majority.validity", lease.lease(LeaseSettings.DEFAULT).build(), lease
					.lease(new LeaseSettings(Duration.ofSeconds(2), Duration.ofMinutes(3), Duration.ofSeconds(5)))
					.build()));
	}

	@Test
	void whatAnotherStrategyReadsMayDiffer() {
		ClusterSettings other = SETTINGS.toBuilder()
			.downing(DowningSettings.builder().quorumSize(3).downIfAlone(false).build())
			.build();
		assertThat(this.admission.check(Admission.greeting(other, Some.node(2)))).isNull();
	}

	@Test
	void aSettingThatIsNotSaidIsRefusedAndOneThatIsNotKnownIsNot() {
		Map<String, String> configuration = new TreeMap<>(Admission.configurationOf(SETTINGS));
		configuration.put("cluster.new-setting", "on");
		assertThat(this.admission.check(new Greeting("shop", 1, 1, configuration, Some.node(2)))).isNull();
		configuration.remove("cluster.leader-agreement");
		Response.Rejected rejected = this.admission.check(new Greeting("shop", 1, 1, configuration, Some.node(2)));
		assertRejected(rejected, Rejection.CONFIGURATION);
		assertThat(rejected.message()).contains("cluster.leader-agreement");
	}

	@Test
	void aNewNodeAndANewLifeMayJoin() {
		assertThat(this.admission.check(Some.up(3), Some.node(4))).isNull();
		assertThat(this.admission.check(Some.up(3), Some.node(3, 2))).isNull();
	}

	@Test
	void aMemberMayAskAgain() {
		assertThat(this.admission.check(Some.up(3), Some.node(3))).isNull();
	}

	@Test
	void aLifeBeforeTheKnownOneIsRefusedWithTheFloor() {
		MemberTable members = Some.table(Some.record(Some.node(2, 7), MemberStatus.UP, 1));
		assertStale(this.admission.check(members, Some.node(2, 6)), 7);
	}

	@Test
	void aRemovedLifeAndThoseBeforeItAreRefusedWithTheFloor() {
		MemberTable members = Some.up(1).merge(List.of(), List.of(Some.node(2, 7)), 1).table();
		assertStale(this.admission.check(members, Some.node(2, 7)), 7);
		assertStale(this.admission.check(members, Some.node(2, 6)), 7);
		assertThat(this.admission.check(members, Some.node(2, 8))).isNull();
	}

	@Test
	void aFullClusterTakesNobodyElseButAnswersItsMembers() {
		MemberTable full = Some.up(Limits.MEMBERS);
		assertRejected(this.admission.check(full, Some.node(Limits.MEMBERS + 1)), Rejection.TOO_MANY_MEMBERS);
		assertThat(this.admission.check(full, Some.node(Limits.MEMBERS))).isNull();
		assertThat(this.admission.check(Some.up(Limits.MEMBERS - 1), Some.node(Limits.MEMBERS))).isNull();
	}

	@Test
	void whoJoinsIsJoiningWithItsRolesVersionAndMetadata() {
		Tables joined = join(Tables.EMPTY, Some.node(2));
		assertThat(joined.members().live()).containsExactly(
				MemberRecord.of(Some.node(2), MemberStatus.JOINING, 0, new TreeSet<>(List.of("web")), "1.0"));
		assertThat(joined.members().tombstones()).isEmpty();
		assertThat(joined.members().removals()).isZero();
		assertThat(joined.data(Some.node(2)).metadata()).containsExactly(Map.entry("zone", "eu"));
	}

	@Test
	void aJoinThatIsRepeatedChangesNothing() {
		Tables joined = join(Some.tables(Some.up(1)), Some.node(2));
		assertThat(join(joined, Some.node(2)).digest()).isEqualTo(joined.digest());
		Tables up = joined.merge(Some.delta(joined.members().get(Some.node(2)).up(2))).tables();
		assertThat(join(up, Some.node(2)).digest()).isEqualTo(up.digest());
		assertThat(join(up, Some.node(2)).members().get(Some.node(2)).status()).isEqualTo(MemberStatus.UP);
	}

	@Test
	void aRestartBuriesTheLifeBefore() {
		Tables before = Some.tables(Some.up(2));
		Tables restarted = join(before, Some.node(2, 5));
		assertThat(restarted.members().get(Some.node(2))).isNull();
		assertThat(restarted.members().get(Some.node(2, 5)).status()).isEqualTo(MemberStatus.JOINING);
		assertThat(restarted.members().size()).isEqualTo(2);
		assertThat(restarted.members().tombstones()).containsExactly(Some.node(2));
		assertThat(restarted.members().removals()).isEqualTo(before.members().removals() + 1);
		assertThat(join(restarted, Some.node(2, 5)).digest()).isEqualTo(restarted.digest());
	}

	@Test
	void aRestartAfterTheRemovalBuriesNobodyAgain() {
		Tables removed = Some.tables(Some.up(2)).remove(Some.nodes(2)).tables();
		Tables restarted = join(removed, Some.node(2, 5));
		assertThat(restarted.members().tombstones()).containsExactly(Some.node(2));
		assertThat(restarted.members().removals()).isEqualTo(removed.members().removals());
	}

	@Test
	void aLinkIsForTheSameClusterAndTheSameLifeAndNotForTheRemoved() {
		MemberTable members = Some.up(2).merge(List.of(), Some.nodes(3), 1).table();
		assertThat(link(greeting(2), OURS, SELF, members)).isNull();
		assertRejected(link(greeting(2), new ClusterId(1, 3), SELF, members), Rejection.FOREIGN_CLUSTER);
		assertRejected(link(greeting(2), OURS, Some.node(1, 2), members), Rejection.WRONG_INCARNATION);
		assertRejected(link(greeting(3), OURS, SELF, members), Rejection.REMOVED);
		assertRejected(link(speaking(8, 9), OURS, SELF, members), Rejection.PROTOCOL_VERSION);
		assertRejected(link(greeting(1), OURS, SELF, members), Rejection.CONFIGURATION);
	}

	@Test
	void aLinkOfANodeThatIsOnlyUnknownIsNotRefused() {
		assertThat(link(greeting(9), OURS, SELF, Some.up(2))).isNull();
	}

	private Response.Rejected link(Greeting greeting, ClusterId theirs, NodeId target, MemberTable members) {
		return this.admission.checkLink(greeting, theirs, target, OURS, SELF, members);
	}

	private static Tables join(Tables tables, NodeId id) {
		Request.Join join = new Request.Join(Admission.greeting(SETTINGS, id), OURS, SELF,
				new TreeSet<>(List.of("web")), "1.0", Map.of("zone", "eu"));
		return tables.merge(Admission.records(tables.members(), List.of(join))).tables();
	}

	private static Greeting greeting(int number) {
		return Admission.greeting(SETTINGS, Some.node(number));
	}

	private static Greeting speaking(int oldest, int newest) {
		return new Greeting("shop", oldest, newest, Admission.configurationOf(SETTINGS), Some.node(2));
	}

	private static void assertRejected(Response.Rejected rejected, Rejection reason) {
		assertThat(rejected).isNotNull();
		assertThat(rejected.reason()).isEqualTo(reason);
		assertThat(rejected.floor()).isZero();
		assertThat(rejected.message()).isNotBlank();
	}

	private static void assertStale(Response.Rejected rejected, long floor) {
		assertThat(rejected).isNotNull();
		assertThat(rejected.reason()).isEqualTo(Rejection.STALE_INCARNATION);
		assertThat(rejected.floor()).isEqualTo(floor);
	}

}
