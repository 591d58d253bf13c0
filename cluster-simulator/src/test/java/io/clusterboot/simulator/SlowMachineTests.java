package io.clusterboot.simulator;

import java.util.List;

import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that cannot follow, and nodes that wait: neither blames others, and both say what
 * is the matter.
 */
class SlowMachineTests {

	private Recorder recorder;

	private SimulatedCluster world(Setup setup) {
		SimulatedCluster cluster = new SimulatedCluster(setup);
		this.recorder = Recorder.of(cluster);
		return cluster;
	}

	@Test
	void whoHearsLateTakesNobodyForSilent() {
		SimulatedCluster cluster = formed(1, 3, 3);
		SimulatedNode silent = cluster.node(2);
		List<SimulatedNode> late = cluster.without(silent);
		silent.pause();
		for (int i = 0; i < 40; i++) {
			cluster.runFor(500);
			late.forEach((node) -> node.late(480));
		}
		assertThat(late).allSatisfy((node) -> assertThat(node.state().unreachable()).isEmpty());
		cluster.runUntil("silence known once they hear in time", 20_000,
				() -> late.stream().allMatch((node) -> node.state().unreachable().size() == 1));
	}

	@Test
	void whatIsUsualOnABusyMachineDelaysNoVerdict() {
		SimulatedCluster cluster = formed(2, 3, 3);
		SimulatedNode silent = cluster.node(2);
		List<SimulatedNode> others = cluster.without(silent);
		silent.pause();
		for (int i = 0; i < 13; i++) {
			cluster.runFor(500);
			others.forEach((node) -> node.late(150));
		}
		assertThat(others).allSatisfy((node) -> assertThat(node.state().unreachable()).hasSize(1));
	}

	@Test
	void whatAPausedNodeFindsWaitingIsHeardBeforeItJudges() {
		SimulatedCluster cluster = formed(3, 5, 3);
		SimulatedNode paused = cluster.node(4);
		paused.pause();
		cluster.runFor(15_000);
		int before = this.recorder.history(paused).size();
		paused.resume();
		cluster.runUntil("back", 10_000, cluster::agreedOnAll);
		assertThat(this.recorder.history(paused).subList(before, this.recorder.history(paused).size()))
			.allSatisfy((state) -> assertThat(state.suspected())
				.noneMatch((report) -> report.observedBy().contains(paused.id())));
	}

	@Test
	void aNodeThatLearnsOfItsDowningAndItsRemovalAtOnceTakesItForNoLeave() {
		SimulatedCluster cluster = formed(5, 3, 1);
		cluster.runFor(1000);
		SimulatedNode late = cluster.node(2);
		late.pause();
		cluster.node(1).down(late);
		cluster.runUntil("removed", 4000, () -> cluster.agreedOn(cluster.without(late)));
		cluster.runFor(1000);
		late.resume();
		cluster.runUntil("back", 10_000, cluster::agreedOnAll);
		assertThat(this.recorder.ends(late)).extracting(Output.Terminated::cause).containsExactly(Output.Cause.REMOVED);
	}

	@Test
	void aNodeThatWaitsForItsSeedsSaysSoNowAndThen() {
		SimulatedCluster cluster = world(Setup.of(4, 2, 1, (settings) -> settings));
		SimulatedNode waiting = cluster.node(1);
		waiting.start();
		cluster.runFor(4900);
		assertThat(waitingNotices(waiting)).isEmpty();
		cluster.runFor(50_000);
		assertThat(waitingNotices(waiting)).hasSize(2)
			.allSatisfy((notice) -> assertThat(notice.severity()).isEqualTo(Output.Severity.WARN));
		assertThat(waitingNotices(waiting).get(0).message()).startsWith("Not in a cluster after 5 s")
			.contains("seed node n00000:7946", "none of the seed nodes");
		cluster.node(0).start();
		cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		cluster.runFor(60_000);
		assertThat(waitingNotices(waiting)).hasSize(2);
	}

	private SimulatedCluster formed(long seed, int size, int seedNodes) {
		SimulatedCluster cluster = world(Setup.of(seed, size, seedNodes, (settings) -> settings));
		cluster.startAll();
		cluster.runUntil("formed", 10_000, cluster::agreedOnAll);
		return cluster;
	}

	private List<Output.Notice> waitingNotices(SimulatedNode node) {
		return this.recorder.notices(node).stream().filter((notice) -> notice.topic().equals("waiting")).toList();
	}

}
