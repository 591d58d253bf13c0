package io.clusterboot.spring.autoconfigure.grpc;

import io.clusterboot.api.Cluster;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.grpc.ManagedChannelBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientDefaultServiceConfigCustomizer;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of Spring Boot's gRPC channels to
 * {@code cluster:///role}: they ask the cluster of their own application, and keep the
 * service config that their properties give them.
 */
@AutoConfiguration(after = ClusterNameResolverAutoConfiguration.class)
@ConditionalOnClass({ GrpcChannelBuilderCustomizer.class, GrpcClientDefaultServiceConfigCustomizer.class })
@ConditionalOnBean({ Cluster.class, ClusterNameResolverProvider.class })
public final class ClusterGrpcClientAutoConfiguration {

	@Bean
	ClusterChannels clusterChannels(Cluster cluster, ClusterNameResolverProvider registered,
			ObjectProvider<GrpcClientProperties> properties, Environment environment) {
		return new ClusterChannels(cluster, properties, environment);
	}

	@Bean
	@ConditionalOnMissingBean(name = "clusterGrpcChannelBuilderCustomizer")
	<T extends ManagedChannelBuilder<T>> GrpcChannelBuilderCustomizer<T> clusterGrpcChannelBuilderCustomizer(
			ClusterChannels channels) {
		return channels::customize;
	}

	/** Behind those of the application, which may choose another way of balancing. */
	@Bean
	@Order
	@ConditionalOnMissingBean(name = "clusterGrpcServiceConfigCustomizer")
	GrpcClientDefaultServiceConfigCustomizer clusterGrpcServiceConfigCustomizer(ClusterChannels channels) {
		return channels::complete;
	}

}
