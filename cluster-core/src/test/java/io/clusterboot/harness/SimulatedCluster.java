package io.clusterboot.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;

/**
 * Many nodes in one thread under virtual time, reproducible from one seed. Drives the
 * very classes of the protocol core over a {@link SimulatedNetwork} and checks safety
 * after every input.
 */
public final class SimulatedCluster {

	private final PriorityQueue<Event> queue = new PriorityQueue<>();

	private final List<SimulatedNode> nodes = new ArrayList<>();

	private final long seed;

	private final Random random;

	private final SimulatedNetwork network;

	private long now = 1_000_000;

	private long tie;

	private long handled;

	private long published;

	/**
	 * Creates a cluster of nodes that are not started yet.
	 * @param seed decides everything random
	 * @param size how many nodes
	 * @param seedNodes how many of them, from the first, all list as seed nodes
	 * @param customizer changes the settings of every node
	 */
	public SimulatedCluster(long seed, int size, int seedNodes, UnaryOperator<ClusterSettings.Builder> customizer) {
		this.seed = seed;
		this.random = new Random(seed);
		this.network = new SimulatedNetwork(this, new Random(this.random.nextLong()));
		List<NodeAddress> seeds = new ArrayList<>();
		for (int i = 0; i < seedNodes; i++) {
			seeds.add(address(i));
		}
		for (int i = 0; i < size; i++) {
			ClusterSettings.Builder settings = ClusterSettings.builder()
				.name("test")
				.address(address(i))
				.join(JoinSettings.DEFAULT.withSeedNodes(seeds));
			this.nodes.add(
					new SimulatedNode(this, i, customizer.apply(settings).build(), new Random(this.random.nextLong())));
		}
	}

	public static NodeAddress address(int index) {
		return new NodeAddress(String.format("n%05d", index), 7946);
	}

	public SimulatedNetwork network() {
		return this.network;
	}

	public long now() {
		return this.now;
	}

	public long handled() {
		return this.handled;
	}

	public SimulatedNode node(int index) {
		return this.nodes.get(index);
	}

	public List<SimulatedNode> nodes() {
		return this.nodes;
	}

	SimulatedNode at(NodeAddress address) {
		return this.nodes.get(indexOf(address));
	}

	int indexOf(NodeAddress address) {
		return Integer.parseInt(address.host().substring(1));
	}

	/**
	 * Prints what is done to the cluster when the system property {@code trace} is set.
	 */
	public void trace(String what) {
		if (Boolean.getBoolean("trace")) {
			System.out.println(this.now + " " + what);
		}
	}

	public Random random() {
		return this.random;
	}

	public SimulatedCluster startAll() {
		this.nodes.forEach(SimulatedNode::start);
		return this;
	}

	public SimulatedCluster startAllWithin(long millis) {
		for (SimulatedNode node : this.nodes) {
			after((millis > 0) ? this.random.nextLong(millis) : 0, node::start);
		}
		return this;
	}

	void after(long delay, Runnable action) {
		this.queue.add(new Event(this.now + Math.max(0, delay), this.tie++, action));
	}

	void count() {
		this.handled++;
	}

	void changed() {
		this.published++;
	}

	/** Runs until nothing is left to do before the given time has passed. */
	public void runFor(long millis) {
		long end = this.now + millis;
		while (!this.queue.isEmpty() && this.queue.peek().time <= end) {
			step();
		}
		this.now = end;
	}

	/**
	 * Runs until a condition holds.
	 * @return how long it took, in virtual ms
	 */
	public long runUntil(String what, long limit, BooleanSupplier condition) {
		long start = this.now;
		long looked = -1;
		while (looked == this.published || !condition.getAsBoolean()) {
			looked = this.published;
			if (this.queue.isEmpty() || this.queue.peek().time > start + limit) {
				throw new AssertionError(
						"After " + limit + " ms not yet: " + what + " (seed " + this.seed + ")\n" + this);
			}
			step();
		}
		return this.now - start;
	}

	private void step() {
		Event event = this.queue.remove();
		this.now = event.time;
		event.action.run();
	}

	/** All running nodes agree on exactly these UP members, all of them reachable. */
	public boolean agreedOn(Collection<SimulatedNode> expected) {
		for (SimulatedNode node : expected) {
			if (!node.isRunning()) {
				return false;
			}
			ClusterState state = node.state();
			if (!state.agreed() || state.members().size() != expected.size() || !state.unreachable().isEmpty()) {
				return false;
			}
			boolean allUp = state.members()
				.stream()
				.allMatch((member) -> member.status() == MemberStatus.UP && expected.contains(at(member.address())));
			if (!allUp || !state.clusterId().equals(expected.iterator().next().state().clusterId())) {
				return false;
			}
		}
		return true;
	}

	public boolean agreedOnAll() {
		return agreedOn(this.nodes);
	}

	public List<SimulatedNode> nodes(int from, int to) {
		return this.nodes.subList(from, to);
	}

	public List<SimulatedNode> without(SimulatedNode... excluded) {
		List<SimulatedNode> rest = new ArrayList<>(this.nodes);
		rest.removeAll(List.of(excluded));
		return rest;
	}

	long seed() {
		return this.seed;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("at " + this.now + ":\n");
		this.nodes.stream().limit(20).forEach((node) -> text.append("  ").append(node).append('\n'));
		return text.toString();
	}

	private record Event(long time, long tie, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.time, other.time);
			return (byTime != 0) ? byTime : Long.compare(this.tie, other.tie);
		}
	}

}
