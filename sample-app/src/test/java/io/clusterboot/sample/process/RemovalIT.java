package io.clusterboot.sample.process;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a node does that others declared dead: an operator does so with a node that works,
 * each time one with another {@code cluster.on-removed}.
 */
class RemovalIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static Fleet fleet;

	private static ClusterProcess operated;

	private static ClusterProcess rejoining;

	private static ClusterProcess ending;

	private static ClusterProcess alone;

	@BeforeAll
	static void create() {
		fleet = new Fleet(
				IntStream.range(0, 4).mapToObj((index) -> ClusterProcess.sample("removal-" + index)).toList());
		fleet.nodes().forEach((node) -> node.withSeeds(fleet.nodes()));
		operated = fleet.node(0);
		rejoining = fleet.node(1);
		ending = fleet.node(2).with("--cluster.on-removed=shutdown-application");
		alone = fleet.node(3).with("--cluster.on-removed=stop-cluster");
	}

	@AfterAll
	static void close() {
		if (fleet != null) {
			fleet.close();
		}
	}

	@BeforeEach
	void start() {
		// The one that goes on alone never joins again by itself.
		if (alone.isAlive() && alone.report().orElseThrow().clusterId().isEmpty()) {
			alone.close();
		}
		fleet.startAndAgree();
	}

	@Test
	void itRejoinsAsANewLifeLaterEachTime() {
		String clusterId = operated.report().orElseThrow().clusterId();
		for (int wait : List.of(1000, 2000)) {
			String before = operated.report().orElseThrow().incarnation(rejoining.address());
			operated.down(rejoining);
			fleet.await(fleet.nodes(), PATIENCE, "a new life of " + rejoining,
					(report) -> !report.incarnation(rejoining.address()).isEmpty() && Long
						.parseUnsignedLong(report.incarnation(rejoining.address())) > Long.parseUnsignedLong(before));
			Duration whole = fleet.awaitWhole(fleet.nodes(), PATIENCE);
			Fleet.figure("downed by an operator, whole again after the rejoin began", whole, PATIENCE);
			assertThat(operated.report().orElseThrow().clusterId()).isEqualTo(clusterId);
			assertThat(rejoining.log()).anySatisfy((line) -> assertThat(line).contains("The membership ended (REMOVED)")
				.contains("DOWN")
				.endsWith("joins again in " + wait + " ms"));
		}
		assertThat(rejoining.log()).as("it formed no cluster")
			.noneMatch((line) -> line.contains(rejoining.address() + " formed"));
	}

	@Test
	void itsApplicationEndsAndSaysWhy() {
		operated.down(ending);
		Optional<Integer> code = ending.awaitExit(PATIENCE);
		System.out.println("exit code with shutdown-application: " + code);
		assertThat(code).isPresent();
		assertThat(ending.log()).anySatisfy((line) -> assertThat(line).contains("ERROR")
			.contains("The membership of this node ended: this node was declared DOWN")
			.contains("cluster.on-removed"));
		fleet.awaitWhole(fleet.without(ending), PATIENCE);
	}

	@Test
	void itsApplicationGoesOnWithoutTheCluster() {
		operated.down(alone);
		List<ClusterProcess> others = fleet.without(alone);
		fleet.await(List.of(alone), PATIENCE, "no cluster", (report) -> report.clusterId().isEmpty());
		fleet.awaitWhole(others, PATIENCE);
		JsonNode endpoint = alone.get("/actuator/cluster").orElseThrow();
		assertThat(endpoint.path("members")).isEmpty();
		assertThat(endpoint.path("blockedBy").toString()).contains("this node was declared DOWN");
		assertThat(alone.answer("/")).map(HttpResponse::statusCode).contains(200);
		assertThat(alone.answer("/actuator/health/liveness")).map(HttpResponse::statusCode).contains(200);
		assertThat(alone.answer("/actuator/health/readiness")).map(HttpResponse::statusCode).contains(503);
		assertThat(alone.answer("/actuator/health/cluster").orElseThrow().body()).contains("OUT_OF_SERVICE")
			.contains("this node was declared DOWN");
		assertThat(alone.log()).anyMatch((line) -> line.contains("The application goes on without a cluster"));
		Fleet.until(() -> !alone.isListening(), PATIENCE, () -> alone + " closes its cluster port");
	}

}
