package io.clusterboot.benchmarks.hotpath;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;

/**
 * A cluster of UP members in which nothing happens, so nobody is told anything.
 */
final class StillCluster implements Cluster {

	private final ClusterState state;

	StillCluster(int members) {
		List<Member> up = IntStream.range(0, members).mapToObj(StillCluster::member).toList();
		this.state = new ClusterState("bench", null, 1, true, List.of(), Population.id(0), up, List.of(), List.of(),
				null, null, Map.of(), List.of());
	}

	private static Member member(int number) {
		return new Member(Population.id(number), MemberStatus.UP, true, new TreeSet<>(List.of("web")), number + 1, "",
				Map.of());
	}

	@Override
	public ClusterState state() {
		return this.state;
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		return () -> {
		};
	}

	@Override
	public CompletableFuture<Void> leave() {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> leave(NodeAddress address) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> down(NodeAddress address) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> putMetadata(Map<String, String> entries) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> reportLoad(LoadSample load) {
		throw new UnsupportedOperationException();
	}

}
