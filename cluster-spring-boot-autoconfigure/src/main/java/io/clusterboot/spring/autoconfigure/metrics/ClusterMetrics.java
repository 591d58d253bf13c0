package io.clusterboot.spring.autoconfigure.metrics;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for what this node sees of its cluster.
 */
public class ClusterMetrics implements MeterBinder {

	private final Cluster cluster;

	/**
	 * Create new metrics.
	 * @param cluster the cluster to measure
	 */
	public ClusterMetrics(Cluster cluster) {
		this.cluster = cluster;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (MemberStatus status : MemberStatus.values()) {
			if (status != MemberStatus.REMOVED) {
				Gauge.builder("cluster.members", this.cluster, (cluster) -> count(cluster, status))
					.description("Members of the cluster that are in a status")
					.tag("status", status.name())
					.baseUnit("members")
					.register(registry);
			}
		}
		Gauge.builder("cluster.unreachable", this.cluster, (cluster) -> cluster.state().unreachable().size())
			.description("Members of the cluster that are unreachable")
			.baseUnit("members")
			.register(registry);
		Gauge.builder("cluster.agreed", this.cluster, (cluster) -> cluster.state().agreed() ? 1 : 0)
			.description("1 if all members that count have seen the present state, else 0")
			.register(registry);
	}

	private static double count(Cluster cluster, MemberStatus status) {
		return cluster.state().members().stream().filter((member) -> member.status() == status).count();
	}

}
