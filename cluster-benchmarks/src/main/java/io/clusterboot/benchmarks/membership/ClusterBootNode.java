package io.clusterboot.benchmarks.membership;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.grpc.GrpcTransport;

/**
 * A node of this cluster.
 */
final class ClusterBootNode implements Node {

	private static final String HOST = "127.0.0.1";

	private final ClusterRuntime runtime;

	private final AtomicLong suspicions = new AtomicLong();

	ClusterBootNode(int port, int seedPort) {
		ClusterSettings settings = ClusterSettings.builder()
			.address(new NodeAddress(HOST, port))
			.join(JoinSettings.DEFAULT.withSeedNodes(List.of(new NodeAddress(HOST, seedPort))))
			.build();
		this.runtime = new ClusterRuntime(settings, new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		}));
		this.runtime.subscribe((event) -> {
			if (event instanceof ReachabilityEvent.MemberUnreachable) {
				this.suspicions.incrementAndGet();
			}
		});
		this.runtime.join();
	}

	@Override
	public int reachable() {
		ClusterState state = this.runtime.state();
		int count = 0;
		for (Member member : state.members()) {
			if (member.status() == MemberStatus.UP && member.reachable()) {
				count++;
			}
		}
		return count;
	}

	@Override
	public boolean lists(int port) {
		return this.runtime.state().member(new NodeAddress(HOST, port)).isPresent();
	}

	@Override
	public boolean reaches(int port) {
		return this.runtime.state().member(new NodeAddress(HOST, port)).filter(Member::reachable).isPresent();
	}

	@Override
	public long suspicions() {
		return this.suspicions.get();
	}

	@Override
	public void leave() {
		this.runtime.leave().join();
	}

	@Override
	public void close() {
		this.runtime.close();
	}

}
