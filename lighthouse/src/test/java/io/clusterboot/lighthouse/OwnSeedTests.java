package io.clusterboot.lighthouse;

import java.util.List;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnSeedTests {

	private static final NodeAddress SELF = NodeAddress.parse("10.0.0.5:7946");

	private static final NodeAddress OTHER = NodeAddress.parse("10.0.0.6:7946");

	@Test
	void aloneItIsTheOnlySeed() {
		assertThat(seeds(SELF)).containsExactly(SELF);
	}

	@Test
	void itIsAddedToTheOthers() {
		assertThat(seeds(SELF, OTHER)).containsExactly(OTHER, SELF);
	}

	@Test
	void itIsAddedOnlyOnce() {
		assertThat(seeds(SELF, SELF, OTHER)).containsExactly(SELF, OTHER);
	}

	@Test
	void withoutFixedPortItIsNoSeed() {
		assertThat(seeds(SELF.withPort(0), OTHER)).containsExactly(OTHER);
	}

	private List<NodeAddress> seeds(NodeAddress self, NodeAddress... configured) {
		ClusterSettings.Builder builder = ClusterSettings.builder()
			.address(self)
			.join(JoinSettings.DEFAULT.withSeedNodes(List.of(configured)));
		new OwnSeed().customize(builder);
		return builder.build().join().seedNodes();
	}

}
