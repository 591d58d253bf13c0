package io.clusterboot.resolver;

import java.util.Objects;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;

/**
 * Spreads the calls of a channel to {@code cluster:///role}: in turn over the members,
 * each with a connection that is kept ready. In contrast to gRPC's own
 * {@code round_robin}, which goes on with the addresses it had when the resolver has none
 * any more, nobody is called then: a member that leaves or is unreachable gets no call
 * even if it was the last one. gRPC finds this provider by itself.
 */
public final class ClusterRoundRobinProvider extends LoadBalancerProvider {

	/** The name for the {@code loadBalancingConfig} of a service config. */
	public static final String POLICY = "cluster_round_robin";

	private static final String ROUND_ROBIN = "round_robin";

	private static final int PRIORITY = 5;

	/** Creates a provider; for gRPC, which finds it by the name of its class. */
	public ClusterRoundRobinProvider() {
	}

	@Override
	public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
		LoadBalancerProvider roundRobin = LoadBalancerRegistry.getDefaultRegistry().getProvider(ROUND_ROBIN);
		return new PromptBalancer(helper, Objects.requireNonNull(roundRobin, "gRPC brings this policy along"));
	}

	@Override
	public String getPolicyName() {
		return POLICY;
	}

	@Override
	public boolean isAvailable() {
		return true;
	}

	@Override
	public int getPriority() {
		return PRIORITY;
	}

}
