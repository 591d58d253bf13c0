package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes that each list only themselves as seed are two clusters of one name. A third
 * node that lists both joins one of them and makes them meet.
 */
class ForeignClusterIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void theSmallerOneDissolvesIntoTheOther() {
		try (Fleet fleet = twoClusters("merged")) {
			ClusterProcess third = fleet.node(2).start();
			fleet.await(List.of(third), PATIENCE, "member of one", (report) -> report.size() == 2);
			String larger = third.report().orElseThrow().clusterId();
			// A member asks a seed that is no member every ten seconds.
			Duration merged = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("two clusters of one name, merged after the third node joined one", merged,
					Duration.ofSeconds(20));
			assertThat(third.report().orElseThrow().clusterId()).isEqualTo(larger);
			assertThat(fleet.nodes().subList(0, 2)).filteredOn((node) -> says(node, "The membership ended (DISSOLVED)"))
				.hasSize(1);
			assertThat(says(third, "membership ended")).isFalse();
			assertThat(fleet.nodes()).anyMatch((node) -> says(node, "met the foreign cluster"));
			fleet.await(fleet.nodes(), PATIENCE.multipliedBy(2), "nothing foreign left",
					(report) -> report.foreignClusters().isEmpty());
		}
	}

	@Test
	void bothStayAndAreReportedWhereThatIsAsked() {
		try (Fleet fleet = twoClusters("reported", "--cluster.on-foreign-cluster=report")) {
			ClusterProcess third = fleet.node(2).start();
			fleet.await(List.of(third), PATIENCE, "member of one", (report) -> report.isWhole(2));
			ClusterReport own = third.report().orElseThrow();
			ClusterProcess other = (own.member(fleet.node(0).address()).isPresent()) ? fleet.node(1) : fleet.node(0);
			ClusterReport foreign = other.report().orElseThrow();
			fleet.await(List.of(third), PATIENCE, "the other one is reported",
					(report) -> report.foreignClusters().equals(List.of(entry(foreign, other))));
			fleet.await(List.of(other), PATIENCE, "the third one's cluster is reported",
					(report) -> report.foreignClusters().equals(List.of(entry(own, third))));
			assertReported(third, foreign, other);
			assertReported(other, own, third);
			assertThat(fleet.nodes()).noneMatch((node) -> says(node, "membership ended"));
			assertThat(third.report().orElseThrow().isWhole(2)).isTrue();
			assertThat(other.report().orElseThrow().isWhole(1)).isTrue();
		}
	}

	private static void assertReported(ClusterProcess node, ClusterReport foreign, ClusterProcess contact) {
		JsonNode health = node.get("/actuator/health/cluster").orElseThrow();
		assertThat(health.path("status").asString()).isEqualTo("UP");
		assertThat(health.path("details").path("foreignClusters").valueStream().map(JsonNode::asString))
			.containsExactly(foreign.clusterId() + " at " + contact.address());
		assertThat(node.log())
			.anyMatch((line) -> line.endsWith(
					node.address() + " met the foreign cluster " + foreign.clusterId() + " at " + contact.address()))
			.anyMatch((line) -> line.contains("Another cluster named 'processes'")
					&& line.endsWith(contact.address() + ", check cluster.seed-nodes"));
	}

	private static String entry(ClusterReport cluster, ClusterProcess contact) {
		return cluster.clusterId() + " " + contact.address() + " " + cluster.size();
	}

	private static boolean says(ClusterProcess node, String words) {
		return node.log().stream().anyMatch((line) -> line.contains(words));
	}

	private static Fleet twoClusters(String name, String... arguments) {
		Fleet fleet = new Fleet(Stream.of("a", "b", "both")
			.map((seeds) -> ClusterProcess.sample(name + "-" + seeds).with(arguments))
			.toList());
		List<ClusterProcess> first = fleet.nodes().subList(0, 2);
		first.forEach((node) -> node.withSeeds(List.of(node)).start());
		fleet.node(2).withSeeds(first);
		fleet.await(first, PATIENCE, "a cluster of its own", (report) -> report.isWhole(1));
		assertThat(first).extracting((node) -> node.report().orElseThrow().clusterId()).doesNotHaveDuplicates();
		return fleet;
	}

}
