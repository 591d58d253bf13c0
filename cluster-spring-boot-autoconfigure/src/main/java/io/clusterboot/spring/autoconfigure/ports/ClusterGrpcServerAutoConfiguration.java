package io.clusterboot.spring.autoconfigure.ports;

import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.grpc.server.GrpcServletRegistration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that tells the other members on
 * which port Spring's gRPC server of this one listens: its own, or that of the web server
 * if it is part of that.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class,
		afterName = "org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration")
@ConditionalOnClass(GrpcServerStartedEvent.class)
@ConditionalOnBean(Cluster.class)
public final class ClusterGrpcServerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "clusterGrpcServerPresence")
	GrpcServerPresence clusterGrpcServerPresence(Cluster cluster, ClusterSettings settings,
			ConfigurableApplicationContext context) {
		return new GrpcServerPresence(cluster, context, settings.shutdownTimeout());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GrpcServletRegistration.class, WebServerInitializedEvent.class })
	@ConditionalOnBean(GrpcServletRegistration.class)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "clusterGrpcServletPresence")
		WebServerPresence clusterGrpcServletPresence(Cluster cluster) {
			return new WebServerPresence(cluster, ClusterNameResolverProvider.PORT, Map.of());
		}

	}

}
