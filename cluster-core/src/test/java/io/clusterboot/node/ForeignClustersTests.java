package io.clusterboot.node;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which other clusters a node knows of.
 */
class ForeignClustersTests {

	@Test
	void aClusterThatWasFormedAnewTakesThePlaceOfTheOneBefore() {
		ForeignClusters known = new ForeignClusters();
		NodeAddress contact = Some.address(1);
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
			known.met(new ForeignCluster(new ClusterId(1, i), Some.address(i), i), 1000 * i);
		}
		known.forget(Some.address(3)::equals, 2000);
		assertThat(known.known()).extracting(ForeignCluster::size).containsExactly(2);
	}

}
