package io.clusterboot.benchmarks.membership;

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
					if (event.isRemoved()) {
						ScaleCubeNode.this.removals.incrementAndGet();
					}
				}

			})
			.startAwait();
	}

	@Override
	public int reachable() {
		return this.cluster.members().size();
	}

	@Override
	public boolean lists(int port) {
		return this.cluster.memberByAddress(HOST + port).isPresent();
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
