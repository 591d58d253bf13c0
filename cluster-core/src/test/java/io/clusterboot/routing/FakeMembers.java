package io.clusterboot.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose members come and go as a test says. This node is number 0, and no
 * member until it is added.
 */
final class FakeMembers implements Cluster {

	static final String ROLE = "worker";

	private final SortedMap<NodeId, Member> members = new TreeMap<>();

	private final List<Consumer<? super ClusterEvent>> listeners = new CopyOnWriteArrayList<>();

	private long view;

	private ClusterState state = picture();

	/** The id of a member. */
	static NodeId id(int number) {
		return new NodeId(new NodeAddress("10.0." + number / 250 + "." + (1 + number % 250), 7946), 1);
	}

	/** The number of a member. */
	static int number(NodeId id) {
		String[] parts = id.address().host().split("\\.");
		return 250 * Integer.parseInt(parts[2]) + Integer.parseInt(parts[3]) - 1;
	}

	/** Adds reachable UP members with the role. */
	FakeMembers up(int... numbers) {
		Arrays.stream(numbers).forEach((number) -> put(member(number, ROLE)));
		return publish();
	}

	/** Adds a reachable UP member with other roles, or none. */
	FakeMembers upWith(int number, String... roles) {
		put(member(number, roles));
		return publish();
	}

	private static Member member(int number, String... roles) {
		return new Member(id(number), MemberStatus.UP, true, new TreeSet<>(List.of(roles)), number + 1, "", Map.of());
	}

	FakeMembers status(int number, MemberStatus status) {
		return change(number, (member) -> new Member(member.id(), status, member.reachable(), member.roles(),
				member.upNumber(), "", Map.of(), member.load()));
	}

	FakeMembers reachable(int number, boolean reachable) {
		return change(number, (member) -> new Member(member.id(), member.status(), reachable, member.roles(),
				member.upNumber(), "", Map.of(), member.load()));
	}

	FakeMembers load(int number, LoadSample load) {
		return change(number, (member) -> new Member(member.id(), member.status(), member.reachable(), member.roles(),
				member.upNumber(), "", Map.of(), load));
	}

	FakeMembers remove(int number) {
		this.members.remove(id(number));
		return publish();
	}

	/** As if the event had not come yet: only the state shows it. */
	FakeMembers statusUntold(int number, MemberStatus status) {
		List<Consumer<? super ClusterEvent>> told = List.copyOf(this.listeners);
		this.listeners.clear();
		status(number, status);
		this.listeners.addAll(told);
		return this;
	}

	int subscribers() {
		return this.listeners.size();
	}

	private FakeMembers change(int number, UnaryOperator<Member> change) {
		this.members.computeIfPresent(id(number), (id, member) -> change.apply(member));
		return publish();
	}

	private void put(Member member) {
		this.members.put(member.id(), member);
	}

	private FakeMembers publish() {
		this.view++;
		this.state = picture();
		Member any = this.members.isEmpty() ? member(0) : this.members.get(this.members.firstKey());
		this.listeners.forEach((listener) -> listener.accept(new MemberUp(any, null, this.state)));
		return this;
	}

	private ClusterState picture() {
		return new ClusterState("test", null, this.view, true, List.of(), id(0), List.copyOf(this.members.values()),
				List.of(), List.of(), null, null, Map.of(), List.of());
	}

	@Override
	public ClusterState state() {
		return this.state;
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	@Override
	public CompletableFuture<Void> leave() {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> leave(@Nullable NodeAddress address) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> down(@Nullable NodeAddress address) {
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
