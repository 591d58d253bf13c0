package io.clusterboot.node;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.harness.SimulatedCluster;
import io.clusterboot.harness.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes that each list only themselves as seed, on simulated nodes; a third one lists
 * both.
 */
class ForeignClusterTests {

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
		List<SimulatedNode> dissolved = cluster.nodes().stream().filter((node) -> !node.ends().isEmpty()).toList();
		assertThat(dissolved).singleElement().satisfies((node) -> {
			assertThat(cluster.nodes(0, 2)).contains(node);
			assertThat(node.ends()).extracting(Output.Terminated::cause).containsExactly(Output.Cause.DISSOLVED);
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
		int views = third.history().size();
		cluster.runFor(10 * LONG);
		assertThat(third.state().foreignClusters()).containsExactly(seenByThird);
		assertThat(other.state().foreignClusters()).containsExactly(seenByOther);
		assertThat(third.history()).as("nothing new, nothing published").hasSize(views);
		assertThat(cluster.nodes()).allSatisfy((node) -> assertThat(node.ends()).isEmpty());
		other.crash();
		cluster.runUntil("forgotten", LONG, () -> third.state().foreignClusters().isEmpty());
	}

	@Test
	void aClusterThatWasFormedAnewTakesThePlaceOfTheOneBefore() {
		ForeignClusters known = new ForeignClusters();
		NodeAddress contact = SimulatedCluster.address(1);
		ForeignCluster before = new ForeignCluster(new ClusterId(1, 1), contact, 3);
		ForeignCluster after = new ForeignCluster(new ClusterId(1, 2), contact, 1);
		assertThat(known.met(before, 1000)).isTrue();
		assertThat(known.met(new ForeignCluster(before.clusterId(), contact, 2), 2000)).isFalse();
		assertThat(known.met(after, 3000)).isTrue();
		assertThat(known.known()).containsExactly(after);
		known.left(contact);
		assertThat(known.known()).isEmpty();
	}

	@Test
	void oneThatWasNotMetSinceOrIsAMemberNowIsForgotten() {
		ForeignClusters known = new ForeignClusters();
		for (int i = 1; i <= 3; i++) {
			known.met(new ForeignCluster(new ClusterId(1, i), SimulatedCluster.address(i), i), 1000 * i);
		}
		known.forget(SimulatedCluster.address(3)::equals, 2000);
		assertThat(known.known()).extracting(ForeignCluster::size).containsExactly(2);
	}

	private static SimulatedCluster twoClusters(long seed, OnForeignCluster onForeignCluster) {
		SimulatedCluster cluster = new SimulatedCluster(seed, 3, 2, (settings) -> alone(settings, onForeignCluster));
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
