package io.clusterboot.sample.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;

/**
 * A cluster that is in whatever state a test puts it in. The node that shows it is the
 * one at port 7001; the leader and oldest is the first UP member.
 */
final class FakeCluster implements Cluster {

	private final Map<Integer, Member> members = new TreeMap<>();

	private List<String> blockedBy = List.of();

	private volatile ClusterState state = ClusterState.outside("shop", id(7001), 0, List.of("no seed answered yet"));

	static NodeId id(int port) {
		return new NodeId(new NodeAddress("127.0.0.1", port), 1_000_000L + port);
	}

	/**
	 * Puts a member in, or changes it, without showing it yet.
	 * @return the member
	 */
	Member put(int port, MemberStatus status, String... roles) {
		int upNumber = (status == MemberStatus.JOINING) ? 0 : port - 7000;
		Member member = new Member(id(port), status, true, new TreeSet<>(List.of(roles)), upNumber, "1.4.2",
				Map.of("http-port", String.valueOf(port + 1000)));
		this.members.put(port, member);
		return member;
	}

	Member unreachable(int port) {
		Member member = member(port);
		Member unreachable = new Member(member.id(), member.status(), false, member.roles(), member.upNumber(),
				member.appVersion(), member.metadata());
		this.members.put(port, unreachable);
		return unreachable;
	}

	Member remove(int port) {
		Member member = member(port);
		this.members.remove(port);
		return member;
	}

	void blockedBy(String... reasons) {
		this.blockedBy = List.of(reasons);
	}

	/**
	 * Publishes what was put in.
	 * @return the new state
	 */
	ClusterState publish() {
		List<Member> list = new ArrayList<>(this.members.values());
		List<Member> up = list.stream().filter((member) -> member.status() == MemberStatus.UP).toList();
		NodeId leader = up.isEmpty() ? null : up.get(0).id();
		Map<String, NodeId> roleLeaders = new TreeMap<>();
		up.forEach((member) -> member.roles().forEach((role) -> roleLeaders.putIfAbsent(role, member.id())));
		List<Unreachability> unreachable = list.stream()
			.filter((member) -> !member.reachable())
			.map((member) -> new Unreachability(member.id(), List.of(id(7001)), Evidence.CRASHED))
			.toList();
		this.state = new ClusterState("shop", new ClusterId(1, 2), this.state.view() + 1, this.blockedBy.isEmpty(),
				this.blockedBy, id(7001), list, unreachable, List.of(), leader, leader, roleLeaders, List.of());
		return this.state;
	}

	private Member member(int port) {
		Member member = this.members.get(port);
		if (member == null) {
			throw new IllegalArgumentException("No member at port " + port);
		}
		return member;
	}

	@Override
	public ClusterState state() {
		return this.state;
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
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		return () -> {
		};
	}

}
