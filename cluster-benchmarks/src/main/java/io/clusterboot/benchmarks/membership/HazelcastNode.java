package io.clusterboot.benchmarks.membership;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * A member of a Hazelcast cluster, found over TCP-IP.
 */
final class HazelcastNode implements Node {

	private static final String HOST = "127.0.0.1";

	private final Set<Integer> members = ConcurrentHashMap.newKeySet();

	private final AtomicLong removals = new AtomicLong();

	private final HazelcastInstance instance;

	HazelcastNode(int port, int seedPort, Profile profile) {
		Config config = new Config("node-" + port);
		config.setProperty("hazelcast.phone.home.enabled", "false");
		config.setProperty("hazelcast.logging.type", "slf4j");
		if (profile == Profile.TUNED) {
			config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
			config.setProperty("hazelcast.max.no.heartbeat.seconds", "4");
		}
		config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
		config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(HOST);
		JoinConfig join = config.getNetworkConfig().getJoin();
		join.getAutoDetectionConfig().setEnabled(false);
		join.getMulticastConfig().setEnabled(false);
		join.getTcpIpConfig().setEnabled(true).addMember(HOST + ":" + seedPort);
		config.addListenerConfig(new ListenerConfig(new MembershipListener() {

			@Override
			public void memberAdded(MembershipEvent event) {
				HazelcastNode.this.members.add(event.getMember().getAddress().getPort());
			}

			@Override
			public void memberRemoved(MembershipEvent event) {
				HazelcastNode.this.members.remove(event.getMember().getAddress().getPort());
				HazelcastNode.this.removals.incrementAndGet();
			}

		}));
		this.instance = Hazelcast.newHazelcastInstance(config);
		this.instance.getCluster().getMembers().forEach((member) -> this.members.add(member.getAddress().getPort()));
	}

	@Override
	public int reachable() {
		return this.members.size();
	}

	@Override
	public boolean lists(int port) {
		return this.members.contains(port);
	}

	@Override
	public boolean reaches(int port) {
		return this.members.contains(port);
	}

	@Override
	public long suspicions() {
		return this.removals.get();
	}

	@Override
	public void leave() {
		this.instance.shutdown();
	}

	@Override
	public void close() {
		this.instance.getLifecycleService().terminate();
	}

}
