package io.clusterboot.spring.autoconfigure.discovery;

import java.util.List;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * {@link DiscoveryClient} over the members of the cluster.
 */
final class ClusterDiscoveryClient implements DiscoveryClient {

	private final ClusterServiceInstances instances;

	ClusterDiscoveryClient(ClusterServiceInstances instances) {
		this.instances = instances;
	}

	@Override
	public String description() {
		return "Cluster members by role";
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.instances.instances(serviceId);
	}

	@Override
	public List<String> getServices() {
		return this.instances.services();
	}

}
