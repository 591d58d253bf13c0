package io.clusterboot.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The protocol as a whole, on simulated nodes.
 */
class MembershipProtocolTests {

	private Recorder recorder;

	private SimulatedCluster world(Setup setup) {
		SimulatedCluster cluster = new SimulatedCluster(setup);
		this.recorder = Recorder.of(cluster);
		return cluster;
	}

	private SimulatedCluster cluster(long seed, int size, int seeds) {
		return world(Setup.of(seed, size, seeds, (settings) -> settings));
	}

	private SimulatedCluster formed(long seed, int size) {
		SimulatedCluster cluster = cluster(seed, size, Math.min(3, size));
		cluster.startAll();
		cluster.runUntil("formed", 20_000, cluster::agreedOnAll);
		cluster.runFor(5000);
		return cluster;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 10, 12, 20, 50, 100 })
	void nodesThatStartAtOnceBecomeOneCluster(int size) {
		SimulatedCluster cluster = cluster(size, size, 1);
		cluster.startAll();
		long took = cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		System.out.println("formed " + size + " in " + took + " ms, frames " + cluster.network().traffic().frames());
	}

	@Test
	void threeSeedsThatStartWithinMillisecondsFormExactlyOneClusterFiveHundredTimes() {
		for (long seed = 0; seed < 500; seed++) {
			SimulatedCluster cluster = cluster(seed, 3, 3);
			cluster.startAllWithin(seed % 50);
			cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
			Set<ClusterId> ids = new TreeSet<>();
			cluster.nodes()
				.forEach((node) -> this.recorder.history(node)
					.stream()
					.filter((state) -> state.clusterId() != null)
					.forEach((state) -> ids.add(state.clusterId())));
			assertThat(ids).as("seed %s", seed).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 5, 10, 30, 100 })
	void aKilledProcessIsKnownToAllWithinASecondAndRemoved(int size) {
		SimulatedCluster cluster = formed(7, size);
		SimulatedNode victim = cluster.node(size / 2);
		victim.crash();
		List<SimulatedNode> rest = cluster.without(victim);
		long took = cluster.runUntil("crash known", 1000, () -> rest.stream()
			.allMatch((node) -> node.state()
				.unreachable()
				.stream()
				.anyMatch((report) -> report.member().equals(victim.id()) && report.evidence() == Evidence.CRASHED)));
		System.out.println("crash of 1 of " + size + " known in " + took + " ms");
		if (size > 2) {
			long removed = cluster.runUntil("removed", 5000, () -> cluster.agreedOn(rest));
			System.out.println("removed after " + removed + " ms");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 5, 10, 30, 100 })
	void aStoppedProcessIsUnreachableWithinSixAndAHalfSecondsAndComesBackWhenItGoesOn(int size) {
		SimulatedCluster cluster = formed(11, size);
		SimulatedNode victim = cluster.node(size / 2);
		victim.pause();
		List<SimulatedNode> rest = cluster.without(victim);
		long took = cluster.runUntil("silence known", 5000,
				() -> rest.stream().allMatch((node) -> node.state().unreachable().size() == 1));
		System.out.println("silence of 1 of " + size + " known in " + took + " ms");
		victim.resume();
		long back = cluster.runUntil("reachable again", 5000, cluster::agreedOnAll);
		System.out.println("back after " + back + " ms");
		cluster.runFor(30_000);
		assertThat(cluster.agreedOnAll()).isTrue();
		for (SimulatedNode node : cluster.nodes()) {
			assertThat(this.recorder.history(node)).allSatisfy((state) -> assertThat(state.unreachable())
				.allSatisfy((report) -> assertThat(report.member()).isEqualTo(victim.id())));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 10, 30, 100 })
	void aLeavingNodeIsRemovedEverywhereWithinASecond(int size) {
		SimulatedCluster cluster = formed(13, size);
		SimulatedNode leaver = cluster.node(size / 3);
		leaver.leave();
		long took = cluster.runUntil("left", 1000,
				() -> !leaver.isRunning() && cluster.agreedOn(cluster.without(leaver)));
		System.out.println("leave of 1 of " + size + " took " + took + " ms");
		assertThat(this.recorder.ends(leaver)).singleElement()
			.satisfies((end) -> assertThat(end.cause()).isEqualTo(Output.Cause.LEFT));
		for (SimulatedNode node : cluster.without(leaver)) {
			assertThat(this.recorder.history(node)
				.stream()
				.map((state) -> state.member(leaver.id()).map((m) -> m.status()))).as("node %s", node)
				.anyMatch((status) -> status.equals(Optional.of(MemberStatus.LEAVING)))
				.anyMatch((status) -> status.equals(Optional.of(MemberStatus.EXITING)));
		}
	}

	@Test
	void aNodeLeavesWhileAnotherOneIsStopped() {
		SimulatedCluster cluster = formed(17, 5);
		cluster.node(1).pause();
		cluster.node(4).leave();
		cluster.runUntil("left", 8000, () -> !cluster.node(4).isRunning());
		assertThat(this.recorder.ends(cluster.node(4)).get(0).cause()).isEqualTo(Output.Cause.LEFT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 10, 30 })
	void aKilledNodeThatStartsAgainAtTheSameAddressIsUpWithinTwoSeconds(int size) {
		SimulatedCluster cluster = formed(19, size);
		SimulatedNode victim = cluster.node(0);
		victim.crash();
		cluster.runFor(100);
		victim.start();
		long took = cluster.runUntil("up again", 2000, cluster::agreedOnAll);
		System.out.println("restart among " + size + " took " + took + " ms");
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 5, 10, 30 })
	void theMajorityGoesOnAndTheMinorityDownsItselfAndRejoinsAfterTheHeal(int size) {
		SimulatedCluster cluster = formed(23, size);
		int minority = (size - 1) / 2;
		List<SimulatedNode> small = cluster.nodes(0, minority);
		List<SimulatedNode> big = cluster.nodes(minority, size);
		cluster.network().cutBothWays(small, big);
		cluster.runUntil("the majority alone", 30_000, () -> cluster.agreedOn(big));
		cluster.runFor(10_000);
		assertThat(small).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isNotEmpty());
		cluster.network().heal();
		cluster.runUntil("all back", 15_000, cluster::agreedOnAll);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 10, 30, 100 })
	void aHalfAndHalfCutThatHealsInTimeDownsNobody(int size) {
		SimulatedCluster cluster = formed(29, size);
		cluster.network().cutBothWays(cluster.nodes(0, size / 2), cluster.nodes(size / 2, size));
		cluster.runFor(9000);
		cluster.network().heal();
		long took = cluster.runUntil("agreement", 3000, cluster::agreedOnAll);
		System.out.println("half and half of " + size + " agreed " + took + " ms after the heal");
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(longs = { 2, 4, 6 })
	void eachOfThreeSidesOfALargeClusterKnowsAllThatAreGoneAndNoneGoesOn(long seed) {
		SimulatedCluster cluster = formed(seed, 100);
		List<List<SimulatedNode>> sides = List.of(cluster.nodes(0, 40), cluster.nodes(40, 70), cluster.nodes(70, 100));
		cluster.runFor(10_000);
		cluster.network().cutBothWays(sides.get(0), cluster.nodes(40, 100));
		cluster.network().cutBothWays(sides.get(1), sides.get(2));
		cluster.runUntil("all know", 9000,
				() -> sides.stream()
					.allMatch((side) -> side.stream()
						.allMatch((node) -> node.state().unreachable().size() == 100 - side.size())));
		cluster.runFor(30_000);
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isNotEmpty());
		cluster.network().heal();
		cluster.runUntil("all back", 30_000, cluster::agreedOnAll);
	}

	@Test
	void oneBadLinkIsVisibleButMakesNobodyUnreachable() {
		SimulatedCluster cluster = formed(31, 3);
		cluster.network().cutBothWays(cluster.nodes(0, 1), cluster.nodes(1, 2));
		cluster.runUntil("visible", 10_000, () -> !cluster.node(2).state().suspected().isEmpty());
		cluster.runFor(60_000);
		for (SimulatedNode node : cluster.nodes()) {
			assertThat(this.recorder.history(node)).allSatisfy((state) -> assertThat(state.unreachable()).isEmpty());
		}
	}

	@Test
	void aNodeThatWasDownedByHandLearnsItAndRejoins() {
		SimulatedCluster cluster = formed(37, 5);
		SimulatedNode victim = cluster.node(3);
		NodeId before = victim.id();
		cluster.node(1).down(victim);
		cluster.runUntil("rejoined", 10_000, () -> !victim.id().equals(before) && cluster.agreedOnAll());
	}

	@Test
	void seedNodesThatAllRestartWhileOthersRunEndInOneCluster() {
		SimulatedCluster cluster = formed(43, 10);
		List<SimulatedNode> seeds = cluster.nodes(0, 3);
		seeds.forEach(SimulatedNode::crash);
		cluster.runFor(500);
		seeds.forEach(SimulatedNode::start);
		cluster.runUntil("one cluster", 40_000, cluster::agreedOnAll);
		assertThat(cluster.nodes(3, 10)).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
	}

	@Test
	void aNodeWhoseClockWentBackwardsTakesAHigherIncarnationAndJoins() {
		SimulatedCluster cluster = formed(47, 3);
		SimulatedNode victim = cluster.node(2);
		NodeId before = victim.id();
		victim.crash();
		victim.jumpClock(-3_600_000);
		victim.start();
		cluster.runUntil("up again", 3000, cluster::agreedOnAll);
		assertThat(victim.id().incarnation()).isGreaterThan(before.incarnation());
	}

	@Test
	void aNodeOfAnotherClusterNameIsRefusedAndTheClusterUnaffected() {
		SimulatedCluster cluster = world(
				Setup.of(53, 3, 2, (settings) -> settings.build().address().equals(SimulatedCluster.address(2))
						? settings.name("other") : settings));
		cluster.startAll();
		cluster.runFor(10_000);
		assertThat(cluster.agreedOn(cluster.nodes(0, 2))).isTrue();
		assertThat(cluster.node(2).state().clusterId()).isNull();
		assertThat(cluster.node(2).state().blockedBy()).anyMatch((reason) -> reason.contains("cluster.name"));
	}

	@Test
	void aMemberOfAnotherDowningStrategyIsRefusedWithTheProperty() {
		DowningSettings none = new DowningSettings(DowningMode.NONE, null, null, Duration.ofSeconds(2));
		SimulatedCluster cluster = world(
				Setup.of(59, 2, 1, (settings) -> settings.build().address().equals(SimulatedCluster.address(1))
						? settings.downing(none) : settings));
		cluster.startAll();
		cluster.runFor(5000);
		assertThat(cluster.node(1).state().blockedBy())
			.anyMatch((reason) -> reason.contains("cluster.downing.strategy"));
	}

	@Test
	void withoutADowningStrategyACrashedMemberStaysUntilItIsDownedByHand() {
		DowningSettings none = new DowningSettings(DowningMode.NONE, null, null, Duration.ofSeconds(2));
		SimulatedCluster cluster = world(Setup.of(61, 3, 1, (settings) -> settings.downing(none)));
		cluster.startAll();
		cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		cluster.node(2).crash();
		cluster.runFor(60_000);
		assertThat(cluster.node(0).state().members()).hasSize(3);
		cluster.node(0).down(cluster.node(2));
		cluster.runUntil("removed", 1000, () -> cluster.agreedOn(cluster.nodes(0, 2)));
	}

	@Test
	void nobodyIsUpBeforeThereAreEnoughMembers() {
		SimulatedCluster cluster = world(Setup.of(67, 3, 1, (settings) -> settings.minMembers(3)));
		cluster.node(0).start();
		cluster.node(1).start();
		cluster.runFor(5000);
		assertThat(cluster.node(0).state().members())
			.allSatisfy((member) -> assertThat(member.status()).isEqualTo(MemberStatus.JOINING));
		cluster.node(2).start();
		cluster.runUntil("formed", 2000, cluster::agreedOnAll);
	}

	@Test
	void theIdleClusterExchangesOnlyProbes() {
		for (int size : new int[] { 10, 50, 100 }) {
			SimulatedCluster cluster = formed(41, size);
			cluster.runFor(30_000);
			long before = cluster.network().traffic().frames();
			cluster.runFor(30_000);
			double perNode = (cluster.network().traffic().frames() - before) / 30.0 / size;
			System.out.println("idle frames a node a second at " + size + ": " + perNode);
			assertThat(perNode).isLessThan(25);
		}
	}

}
