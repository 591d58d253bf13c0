package io.clusterboot.spring.autoconfigure.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Services by role: each role is one, and the cluster's name is one of all members. Their
 * instances are the reachable UP members that say on which port their web server listens.
 */
final class ClusterServiceInstances {

	/** Metadata of a member: the port of its web server. */
	static final String HTTP_PORT = "http-port";

	/** Metadata of a member: whether its web server speaks TLS. */
	static final String HTTP_SECURE = "http-secure";

	private final Cluster cluster;

	ClusterServiceInstances(Cluster cluster) {
		this.cluster = cluster;
	}

	List<String> services() {
		ClusterState state = this.cluster.state();
		SortedSet<String> names = new TreeSet<>();
		names.add(state.name());
		state.members()
			.stream()
			.filter(ClusterServiceInstances::serves)
			.forEach((member) -> names.addAll(member.roles()));
		return List.copyOf(names);
	}

	List<ServiceInstance> instances(String service) {
		ClusterState state = this.cluster.state();
		List<ServiceInstance> instances = new ArrayList<>();
		for (Member member : state.members()) {
			if (serves(member) && (member.hasRole(service) || service.equals(state.name()))) {
				instances.add(instance(service, member));
			}
		}
		return instances;
	}

	private static boolean serves(Member member) {
		return member.status() == MemberStatus.UP && member.reachable() && port(member) > 0;
	}

	private static ServiceInstance instance(String service, Member member) {
		Map<String, String> metadata = new TreeMap<>(member.metadata());
		metadata.put("cluster.address", member.address().toString());
		return new DefaultServiceInstance(member.address().toString(), service, member.address().host(), port(member),
				Boolean.parseBoolean(member.metadata().get(HTTP_SECURE)), metadata);
	}

	private static int port(Member member) {
		String port = member.metadata().get(HTTP_PORT);
		try {
			return (port != null) ? Integer.parseInt(port) : -1;
		}
		catch (NumberFormatException ex) {
			// what another node says about itself need not make sense
			return -1;
		}
	}

}
