package io.clusterboot.spring.autoconfigure.health;

import java.util.Optional;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} that is up once this node is a member, and out of service
 * before it joined, when it leaves, and after it was removed. What happens to other
 * members never changes it: that would take working nodes out of service.
 */
public class ClusterHealthIndicator extends AbstractHealthIndicator {

	private final Cluster cluster;

	/**
	 * Create a new indicator.
	 * @param cluster the cluster to indicate
	 */
	public ClusterHealthIndicator(Cluster cluster) {
		super("Cluster health check failed");
		this.cluster = cluster;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClusterState state = this.cluster.state();
		Optional<MemberStatus> status = state.selfMember().map(Member::status);
		if (status.filter(this::isMember).isPresent()) {
			builder.up();
		}
		else {
			builder.outOfService();
		}
		builder.withDetail("self", state.self().address().toString());
		status.ifPresent((present) -> builder.withDetail("status", present.name()));
		builder.withDetail("members", state.members().size());
		builder.withDetail("unreachable",
				state.unreachable().stream().map((entry) -> entry.member().address().toString()).toList());
		builder.withDetail("agreed", state.agreed());
		builder.withDetail("blockedBy", state.blockedBy());
		builder.withDetail("foreignClusters",
				state.foreignClusters()
					.stream()
					.map((cluster) -> cluster.clusterId() + " at " + cluster.contact())
					.toList());
	}

	private boolean isMember(MemberStatus status) {
		return status == MemberStatus.UP || status == MemberStatus.WEAKLY_UP;
	}

}
