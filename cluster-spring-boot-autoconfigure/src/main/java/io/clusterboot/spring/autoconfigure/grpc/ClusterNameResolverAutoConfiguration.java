package io.clusterboot.spring.autoconfigure.grpc;

import io.clusterboot.api.Cluster;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of gRPC's targets
 * {@code cluster:///role}, for all channels of the process.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class)
@ConditionalOnBean(Cluster.class)
public final class ClusterNameResolverAutoConfiguration {

	@Bean(initMethod = "register")
	@ConditionalOnMissingBean
	ClusterNameResolverProvider clusterNameResolverProvider(Cluster cluster) {
		return new ClusterNameResolverProvider(cluster);
	}

}
