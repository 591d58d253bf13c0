package io.clusterboot.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real nodes that decide by a lease.
 */
class LeaseMajorityOverGrpcTests {

	@Test
	void theSideThatGetsTheLeaseGoesOnAlsoWhenItIsTheMinority() {
		List<String> owners = new CopyOnWriteArrayList<>();
		InMemoryLease lease = new InMemoryLease();
		try (TestCluster cluster = new TestCluster().sharing((name, owner, validity) -> {
			owners.add(name + " " + owner);
			return lease.acquire(name, owner, validity);
		}).form(3)) {
			String name = "cluster:" + cluster.node(0).state().clusterId();
			NodeAddress first = cluster.crash(0);
			NodeAddress second = cluster.crash(0);
			cluster.awaitAgreement(1);
			NodeId survivor = cluster.node(0).self();
			assertThat(owners).isNotEmpty().containsOnly(name + " " + survivor);
			DowningDecision decision = cluster.node(0).state().lastDecision();
			assertThat(decision.strategy()).isEqualTo(DowningMode.LEASE_MAJORITY);
			assertThat(decision.reason()).endsWith("this side got the lease");
			assertThat(decision.down()).extracting(NodeId::address).isSubsetOf(first, second);
		}
	}

	@Test
	void aSideThatDoesNotGetTheLeaseDownsItselfAndSaysSoInItsNextLife() {
		try (TestCluster cluster = new TestCluster().sharing((name, owner, validity) -> false).form(2)) {
			NodeId before = cluster.node(0).self();
			cluster.crash(1);
			cluster.await("a new life", () -> !cluster.node(0).self().equals(before));
			DowningDecision decision = cluster.node(0).state().lastDecision();
			assertThat(decision.down()).containsExactly(before);
			assertThat(decision.reason()).endsWith("did not get the lease: it is held by another side");
		}
	}

}
