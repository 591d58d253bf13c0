package io.clusterboot.spring.autoconfigure.discovery;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of Spring Cloud's service discovery
 * by the roles of members.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class, beforeName = {
		"org.springframework.cloud.client.CommonsClientAutoConfiguration",
		"org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration",
		"org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration",
		"org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration" })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnBean(Cluster.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = "cluster.discovery.enabled", matchIfMissing = true)
public final class ClusterDiscoveryAutoConfiguration {

	@Bean
	ClusterServiceInstances clusterServiceInstances(Cluster cluster) {
		return new ClusterServiceInstances(cluster);
	}

	@Bean
	DiscoveryHeartbeat clusterDiscoveryHeartbeat(ClusterServiceInstances instances,
			ApplicationEventPublisher publisher) {
		return new DiscoveryHeartbeat(instances, publisher);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBlockingDiscoveryEnabled
	static class BlockingConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "clusterDiscoveryClient")
		ClusterDiscoveryClient clusterDiscoveryClient(ClusterServiceInstances instances) {
			return new ClusterDiscoveryClient(instances);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "reactor.core.publisher.Flux")
	@ConditionalOnReactiveDiscoveryEnabled
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "clusterReactiveDiscoveryClient")
		ClusterReactiveDiscoveryClient clusterReactiveDiscoveryClient(ClusterServiceInstances instances) {
			return new ClusterReactiveDiscoveryClient(instances);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LoadBalancerCacheManager.class)
	static class LoadBalancerConfiguration {

		@Bean
		LoadBalancerCacheEviction clusterLoadBalancerCacheEviction(ObjectProvider<LoadBalancerCacheManager> caches) {
			return new LoadBalancerCacheEviction(caches);
		}

	}

}
