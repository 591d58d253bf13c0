package io.clusterboot.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes that each list only themselves as seed, on simulated nodes; a third one lists
 * both.
 */
class ForeignClusterTests {

	private Recorder recorder;

	private SimulatedCluster world(Setup setup) {
		SimulatedCluster cluster = new SimulatedCluster(setup);
		this.recorder = Recorder.of(cluster);
		return cluster;
	}

	private static final long LONG = 120_000;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void theSmallerOneDissolvesIntoTheOther(long seed) {
		SimulatedCluster cluster = twoClusters(seed, OnForeignCluster.MERGE);
		Set<ClusterId> before = Set.of(clusterId(cluster.node(0)), clusterId(cluster.node(1)));
		cluster.node(2).start();
		cluster.runUntil("the third node is in one of them", 10_000,
				() -> cluster.node(2).state().members().size() == 2);
		ClusterId larger = clusterId(cluster.node(2));
		cluster.runUntil("merged", LONG, cluster::agreedOnAll);
		assertThat(before).contains(larger);
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(clusterId(node)).isEqualTo(larger));
		cluster.runUntil("the dissolved one is forgotten", LONG,
				() -> cluster.nodes().stream().allMatch((node) -> node.state().foreignClusters().isEmpty()));
		List<SimulatedNode> dissolved = cluster.nodes()
			.stream()
			.filter((node) -> !this.recorder.ends(node).isEmpty())
			.toList();
		assertThat(dissolved).singleElement().satisfies((node) -> {
			assertThat(cluster.nodes(0, 2)).contains(node);
			assertThat(this.recorder.ends(node)).extracting(Output.Terminated::cause)
				.containsExactly(Output.Cause.DISSOLVED);
		});
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void bothStayAndAreReportedWhereThatIsAsked(long seed) {
		SimulatedCluster cluster = twoClusters(seed, OnForeignCluster.REPORT);
		cluster.node(2).start();
		cluster.runUntil("the third node is in one of them", 10_000,
				() -> cluster.node(2).state().members().size() == 2);
		SimulatedNode third = cluster.node(2);
		SimulatedNode other = clusterId(cluster.node(0)).equals(clusterId(third)) ? cluster.node(1) : cluster.node(0);
		ForeignCluster seenByThird = new ForeignCluster(clusterId(other), other.address(), 1);
		ForeignCluster seenByOther = new ForeignCluster(clusterId(third), third.address(), 2);
		cluster.runUntil("both know", LONG, () -> third.state().foreignClusters().equals(List.of(seenByThird))
				&& other.state().foreignClusters().equals(List.of(seenByOther)));
		int views = this.recorder.history(third).size();
		cluster.runFor(10 * LONG);
		assertThat(third.state().foreignClusters()).containsExactly(seenByThird);
		assertThat(other.state().foreignClusters()).containsExactly(seenByOther);
		assertThat(this.recorder.history(third)).as("nothing new, nothing published").hasSize(views);
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(this.recorder.ends(node)).isEmpty());
		other.crash();
		cluster.runUntil("forgotten", LONG, () -> third.state().foreignClusters().isEmpty());
	}

	private SimulatedCluster twoClusters(long seed, OnForeignCluster onForeignCluster) {
		SimulatedCluster cluster = world(Setup.of(seed, 3, 2, (settings) -> alone(settings, onForeignCluster)));
		cluster.node(0).start();
		cluster.node(1).start();
		cluster.runUntil("each is a cluster of its own", 10_000,
				() -> cluster.agreedOn(List.of(cluster.node(0))) && cluster.agreedOn(List.of(cluster.node(1))));
		Set<ClusterId> ids = cluster.nodes(0, 2)
			.stream()
			.map(ForeignClusterTests::clusterId)
			.collect(Collectors.toSet());
		assertThat(ids).hasSize(2);
		return cluster;
	}

	private static ClusterSettings.Builder alone(ClusterSettings.Builder builder, OnForeignCluster onForeignCluster) {
		ClusterSettings settings = builder.build();
		JoinSettings join = settings.join();
		List<NodeAddress> seeds = join.seedNodes().contains(settings.address()) ? List.of(settings.address())
				: join.seedNodes();
		return builder.join(new JoinSettings(seeds, join.formationTimeout(), join.joinTimeout(), join.onRemoved(),
				onForeignCluster));
	}

	private static ClusterId clusterId(SimulatedNode node) {
		ClusterId id = node.state().clusterId();
		assertThat(id).as("cluster of %s", node).isNotNull();
		return id;
	}

}
