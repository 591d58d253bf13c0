package io.clusterboot.spring.autoconfigure.discovery;

import reactor.core.publisher.Flux;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * {@link ReactiveDiscoveryClient} over the members of the cluster.
 */
final class ClusterReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final ClusterServiceInstances instances;

	ClusterReactiveDiscoveryClient(ClusterServiceInstances instances) {
		this.instances = instances;
	}

	@Override
	public String description() {
		return "Cluster members by role";
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return Flux.defer(() -> Flux.fromIterable(this.instances.instances(serviceId)));
	}

	@Override
	public Flux<String> getServices() {
		return Flux.defer(() -> Flux.fromIterable(this.instances.services()));
	}

}
