package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quotes while the members that serve them come and go.
 */
class QuoteIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void theQuotesOfAKilledNodeAreServedByAnother() {
		List<ClusterProcess> nodes = IntStream.range(0, 3)
			.mapToObj((index) -> ClusterProcess.sample("quote-" + index))
			.toList();
		try (Fleet fleet = new Fleet(nodes)) {
			nodes.forEach((node) -> node.withSeeds(nodes));
			ClusterProcess asked = fleet.node(0).with("--cluster.roles=web");
			fleet.startAndAgree();
			JsonNode first = quote(asked);
			String servedBy = first.path("servedBy").asString();
			for (ClusterProcess node : nodes) {
				assertThat(quote(node)).as("the quote of %s", node).isEqualTo(first);
			}
			ClusterProcess killed = nodes.stream()
				.filter((node) -> node.address().equals(servedBy))
				.findFirst()
				.orElseThrow();
			assertThat(killed).isNotEqualTo(asked);
			ClusterProcess heir = fleet.without(asked, killed).get(0);

			killed.signal("KILL");
			JsonNode next = quote(asked);
			assertThat(next.path("servedBy").asString()).isEqualTo(heir.address());
			assertThat(next.path("price")).isEqualTo(first.path("price"));

			killed.close();
			fleet.startAndAgree();
			assertThat(quote(asked).path("servedBy").asString()).as("the symbol returns with its node")
				.isEqualTo(servedBy);
		}
	}

	/**
	 * A node that was just killed may be asked in vain for longer than a request may
	 * take.
	 */
	private static JsonNode quote(ClusterProcess node) {
		AtomicReference<JsonNode> quote = new AtomicReference<>();
		Fleet.until(() -> {
			node.get("/quotes/ACME").ifPresent(quote::set);
			return quote.get() != null;
		}, PATIENCE, () -> node + " answers with a quote");
		return quote.get();
	}

}
