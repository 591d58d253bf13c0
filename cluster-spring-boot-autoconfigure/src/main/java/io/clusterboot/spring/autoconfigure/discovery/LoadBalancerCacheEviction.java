package io.clusterboot.spring.autoconfigure.discovery;

import io.clusterboot.api.Cluster;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.Cache;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Empties the load balancer's lists of instances when those of the cluster changed, which
 * it would otherwise keep for 35 seconds. Comes before other listeners, whose calls then
 * go to the new instances already.
 */
final class LoadBalancerCacheEviction {

	private final ObjectProvider<LoadBalancerCacheManager> caches;

	LoadBalancerCacheEviction(ObjectProvider<LoadBalancerCacheManager> caches) {
		this.caches = caches;
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void changed(HeartbeatEvent event) {
		if (event.getSource() instanceof Cluster) {
			this.caches.orderedStream().forEach((manager) -> {
				Cache cache = manager.getCache(CachingServiceInstanceListSupplier.SERVICE_INSTANCE_CACHE_NAME);
				if (cache != null) {
					cache.clear();
				}
			});
		}
	}

}
