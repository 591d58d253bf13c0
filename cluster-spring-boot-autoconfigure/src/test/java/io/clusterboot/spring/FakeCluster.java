package io.clusterboot.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NoSuchMemberException;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;

/**
 * A cluster whose state, events and answers a test decides.
 */
public final class FakeCluster implements Cluster {

	/** The address of the node itself. */
	public static final NodeAddress SELF = new NodeAddress("127.0.0.1", 7946);

	private final List<Consumer<? super ClusterEvent>> listeners = new CopyOnWriteArrayList<>();

	private final List<String> commands = new CopyOnWriteArrayList<>();

	private volatile CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

	private volatile CompletableFuture<Void> put = CompletableFuture.completedFuture(null);

	private volatile ClusterState state = ClusterState.outside("test", id(SELF), 0, List.of("no seed answered"));

	public static NodeId id(NodeAddress address) {
		return new NodeId(address, 1000 + address.port());
	}

	public static Member member(int port, MemberStatus status, String... roles) {
		return member(port, status, Map.of(), roles);
	}

	public static Member member(int port, MemberStatus status, Map<String, String> metadata, String... roles) {
		return new Member(id(SELF.withPort(port)), status, true, new TreeSet<>(List.of(roles)), port - 7945, "1.4.2",
				metadata);
	}

	/**
	 * A cluster in which the first member is the node itself, the leader and the oldest.
	 */
	public static ClusterState state(long view, Member... members) {
		return new ClusterState("test", new ClusterId(0x9f0c, 1), view, true, List.of(), members[0].id(),
				List.of(members), List.of(), List.of(), members[0].id(), members[0].id(),
				Map.of("web", members[0].id()), List.of());
	}

	public static ClusterState withUnreachable(ClusterState state, List<Unreachability> unreachable,
			List<Unreachability> suspected) {
		return new ClusterState(state.name(), state.clusterId(), state.view(), false, List.of("2 was not reached"),
				state.self(), state.members(), unreachable, suspected, state.leader(), state.oldest(),
				state.roleLeaders(), state.foreignClusters());
	}

	public static ClusterState withForeignClusters(ClusterState state, ForeignCluster... foreignClusters) {
		return new ClusterState(state.name(), state.clusterId(), state.view(), state.agreed(), state.blockedBy(),
				state.self(), state.members(), state.unreachable(), state.suspected(), state.leader(), state.oldest(),
				state.roleLeaders(), List.of(foreignClusters));
	}

	public FakeCluster show(ClusterState state) {
		this.state = state;
		return this;
	}

	/** Makes the state visible, then tells the listeners on the calling thread. */
	public void emit(ClusterEvent event) {
		this.state = event.state();
		this.listeners.forEach((listener) -> listener.accept(event));
	}

	public void leaveCompletesWith(CompletableFuture<Void> left) {
		this.left = left;
	}

	public List<String> commands() {
		return new ArrayList<>(this.commands);
	}

	@Override
	public ClusterState state() {
		return this.state;
	}

	@Override
	public CompletableFuture<Void> leave() {
		this.commands.add("leave");
		return this.left;
	}

	@Override
	public CompletableFuture<Void> leave(NodeAddress address) {
		return command("leave", address);
	}

	@Override
	public CompletableFuture<Void> down(NodeAddress address) {
		return command("down", address);
	}

	private CompletableFuture<Void> command(String name, NodeAddress address) {
		if (this.state.member(address).isEmpty()) {
			return CompletableFuture.failedFuture(new NoSuchMemberException(address));
		}
		this.commands.add(name + " " + address);
		return CompletableFuture.completedFuture(null);
	}

	/** What {@link #putMetadata} answers from now on. */
	public void putMetadataCompletesWith(CompletableFuture<Void> put) {
		this.put = put;
	}

	@Override
	public CompletableFuture<Void> putMetadata(Map<String, String> entries) {
		this.commands.add("put " + new TreeMap<>(entries));
		return this.put;
	}

	@Override
	public CompletableFuture<Void> reportLoad(LoadSample load) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

}
