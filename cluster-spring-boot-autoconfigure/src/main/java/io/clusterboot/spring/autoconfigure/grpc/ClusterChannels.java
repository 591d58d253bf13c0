package io.clusterboot.spring.autoconfigure.grpc;

import java.util.List;
import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.resolver.ClusterRoundRobinProvider;
import io.grpc.ManagedChannelBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;
import org.springframework.core.env.Environment;

/**
 * Spring Boot's gRPC channels to members of the cluster, by the names that they have in
 * properties, or by their targets.
 */
final class ClusterChannels {

	private static final String TARGET_PREFIX = ClusterNameResolverProvider.SCHEME + ":";

	private static final String BALANCING = "loadBalancingConfig";

	/** What Boot takes for granted, so that nobody chose it. */
	private static final String DEFAULT_POLICY = new GrpcClientProperties.Channel().getDefault()
		.getLoadBalancingPolicy();

	private final Cluster cluster;

	private final ObjectProvider<GrpcClientProperties> properties;

	private final Environment environment;

	ClusterChannels(Cluster cluster, ObjectProvider<GrpcClientProperties> properties, Environment environment) {
		this.cluster = cluster;
		this.properties = properties;
		this.environment = environment;
	}

	/** Sees to it that the channel asks this cluster and keeps its own service config. */
	void customize(String channel, ManagedChannelBuilder<?> builder) {
		// means nothing to resolvers of other schemes
		builder.setNameResolverArg(ClusterNameResolverProvider.CLUSTER, this.cluster);
		if (isToMembers(channel)) {
			// the resolver's would replace all of it
			builder.disableServiceConfigLookUp();
		}
	}

	/** Adds the balancing to the service config of a channel, unless it has one. */
	void complete(String channel, Map<String, Object> serviceConfig) {
		if (isToMembers(channel) && !serviceConfig.containsKey(BALANCING) && !hasPolicy(channel)) {
			serviceConfig.put(BALANCING, List.of(Map.of(ClusterRoundRobinProvider.POLICY, Map.of())));
		}
	}

	private boolean hasPolicy(String name) {
		GrpcClientProperties.Channel channel = channel(name);
		return channel != null && !DEFAULT_POLICY.equals(channel.getDefault().getLoadBalancingPolicy());
	}

	private boolean isToMembers(String name) {
		GrpcClientProperties.Channel channel = channel(name);
		String target = (channel != null) ? channel.getTarget() : name;
		return this.environment.resolvePlaceholders(target).startsWith(TARGET_PREFIX);
	}

	private GrpcClientProperties.@Nullable Channel channel(String name) {
		GrpcClientProperties properties = this.properties.getIfAvailable();
		return (properties != null) ? properties.getChannel().get(name) : null;
	}

}
