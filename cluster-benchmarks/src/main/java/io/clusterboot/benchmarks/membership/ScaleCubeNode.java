package io.clusterboot.benchmarks.membership;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;

/**
 * A member of a ScaleCube cluster over TCP.
 */
final class ScaleCubeNode implements Node {

	private static final String HOST = "127.0.0.1:";

	private static final int SECOND = 1000;

	/** Its own list may not be read while it changes, so what it tells is kept. */
	private final Set<String> others = ConcurrentHashMap.newKeySet();

	private final AtomicLong removals = new AtomicLong();

	private final Cluster cluster;

	ScaleCubeNode(int port, int seedPort, Profile profile) {
		ClusterConfig config = switch (profile) {
			case DEFAULT -> ClusterConfig.defaultConfig();
			case TUNED -> ClusterConfig.defaultLocalConfig()
				.failureDetector((detector) -> detector.pingInterval(SECOND).pingTimeout(SECOND / 2));
		};
		this.cluster = new ClusterImpl(
				config.externalHost("127.0.0.1").membership((membership) -> membership.seedMembers(HOST + seedPort)))
			.transport((transport) -> transport.port(port))
			.transportFactory(TcpTransportFactory::new)
			.handler((self) -> new ClusterMessageHandler() {

				@Override
				public void onMembershipEvent(MembershipEvent event) {
					if (event.isAdded()) {
						ScaleCubeNode.this.others.add(event.member().address());
					}
					if (event.isRemoved()) {
						ScaleCubeNode.this.others.remove(event.member().address());
						ScaleCubeNode.this.removals.incrementAndGet();
					}
				}

			})
			.startAwait();
	}

	@Override
	public int reachable() {
		return this.others.size() + 1;
	}

	@Override
	public boolean lists(int port) {
		return this.others.contains(HOST + port);
	}

	@Override
	public boolean reaches(int port) {
		return lists(port);
	}

	@Override
	public long suspicions() {
		return this.removals.get();
	}

	@Override
	public void leave() {
		this.cluster.shutdown();
		this.cluster.onShutdown().block();
	}

	@Override
	public void close() {
		this.cluster.shutdown();
	}

}
