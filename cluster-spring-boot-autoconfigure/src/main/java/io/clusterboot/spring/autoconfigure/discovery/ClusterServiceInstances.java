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
import io.clusterboot.api.NodeId;
import io.clusterboot.spring.autoconfigure.ports.ClusterWebServerAutoConfiguration;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Services by role: each role is one, and the cluster's name is one of all members. Their
 * instances are the reachable UP members that say on which port their web server listens.
 */
final class ClusterServiceInstances {

	/** Metadata of an instance: the address of the member. */
	static final String ADDRESS = "cluster.address";

	private static final int MAX_PORT = 65535;

	private final Cluster cluster;

	ClusterServiceInstances(Cluster cluster) {
		this.cluster = cluster;
	}

	/** The names of the services that have instances, sorted. */
	List<String> services() {
		ClusterState state = this.cluster.state();
		SortedSet<String> names = new TreeSet<>();
		for (Member member : state.members()) {
			if (serves(member)) {
				names.add(state.name());
				names.addAll(member.roles());
			}
		}
		return List.copyOf(names);
	}

	/** The instances of a service; none if there is no such service. */
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

	/** All that instances tell: equal as long as no service has others than before. */
	List<Serving> serving() {
		return this.cluster.state()
			.members()
			.stream()
			.filter(ClusterServiceInstances::serves)
			.map((member) -> new Serving(member.id(), member.roles(), member.metadata()))
			.toList();
	}

	private static boolean serves(Member member) {
		return member.status() == MemberStatus.UP && member.reachable() && port(member) > 0;
	}

	private static ServiceInstance instance(String service, Member member) {
		Map<String, String> metadata = new TreeMap<>(member.metadata());
		metadata.put(ADDRESS, member.address().toString());
		return new DefaultServiceInstance(member.address().toString(), service, member.address().host(), port(member),
				Boolean.parseBoolean(member.metadata().get(ClusterWebServerAutoConfiguration.SECURE)), metadata);
	}

	private static int port(Member member) {
		try {
			int port = Integer.parseInt(member.metadata().getOrDefault(ClusterWebServerAutoConfiguration.PORT, ""));
			return (port <= MAX_PORT) ? port : 0;
		}
		catch (NumberFormatException ex) {
			// what another node says about itself need not make sense
			return 0;
		}
	}

	/** A member that serves. */
	record Serving(NodeId id, SortedSet<String> roles, Map<String, String> metadata) {
	}

}
