package io.clusterboot.spring.autoconfigure.actuate;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ClusterEndpoint}.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class)
@ConditionalOnClass({ Cluster.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(Cluster.class)
@ConditionalOnAvailableEndpoint(ClusterEndpoint.class)
public final class ClusterEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterEndpoint clusterEndpoint(Cluster cluster, ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		return new ClusterEndpoint(cluster, sanitizingFunctions.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBean(ClusterEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClusterEndpointWebExtension clusterEndpointWebExtension(ClusterEndpoint clusterEndpoint) {
		return new ClusterEndpointWebExtension(clusterEndpoint);
	}

}
