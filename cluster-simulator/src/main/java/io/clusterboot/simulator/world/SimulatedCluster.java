package io.clusterboot.simulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.NodeAddress;
import org.jspecify.annotations.Nullable;

/**
 * Many nodes in one thread under virtual time, reproducible from one seed. Drives the
 * very classes of the protocol core over a {@link SimulatedNetwork}. Not for more than
 * one thread; several clusters may run side by side.
 */
public final class SimulatedCluster {

	private final Setup setup;

	private final Timeline timeline = new Timeline();

	private final SplittableRandom random;

	private final SimulatedNetwork network;

	private final SharedValues commons = new SharedValues();

	private final LeaseStore leases = new LeaseStore(this);

	private final Listeners listeners = new Listeners();

	private final List<SimulatedNode> nodes = new ArrayList<>();

	private long events;

	private long changes;

	/**
	 * Creates a cluster of nodes that are not started yet.
	 * @param setup what it is made of
	 */
	public SimulatedCluster(Setup setup) {
		this.setup = setup;
		this.random = new SplittableRandom(setup.seed());
		this.network = new SimulatedNetwork(this, this.random.split(), setup.wire());
		for (ClusterSettings settings : setup.nodes()) {
			this.nodes.add(new SimulatedNode(this, this.nodes.size(), settings, this.random.split()));
		}
	}

	/**
	 * The address of a node.
	 * @param index its place, from 0
	 * @return {@code n00000:7946} and so on
	 */
	public static NodeAddress address(int index) {
		return new NodeAddress(String.format("n%05d", index), 7946);
	}

	/**
	 * The place of a node.
	 * @param address its address
	 * @return its place, from 0
	 */
	public static int indexOf(NodeAddress address) {
		return Integer.parseInt(address.host().substring(1));
	}

	/**
	 * What the cluster is made of.
	 * @return the setup
	 */
	public Setup setup() {
		return this.setup;
	}

	/**
	 * Adds a listener; before anything is started.
	 * @param listener is told what happens
	 */
	public void listen(Listener listener) {
		this.listeners.add(listener);
	}

	Listeners listeners() {
		return this.listeners;
	}

	LeaseStore leases() {
		return this.leases;
	}

	SharedValues commons() {
		return this.commons;
	}

	/**
	 * The network.
	 * @return the network between the nodes
	 */
	public SimulatedNetwork network() {
		return this.network;
	}

	/**
	 * Virtual time.
	 * @return ms since the world began
	 */
	public long now() {
		return this.timeline.now();
	}

	/**
	 * How much was done.
	 * @return inputs that nodes handled
	 */
	public long events() {
		return this.events;
	}

	/**
	 * For decisions about the cluster from outside: where to disturb it.
	 * @return a generator that depends on the seed alone
	 */
	public RandomGenerator random() {
		return this.random;
	}

	/**
	 * A node.
	 * @param index its place, from 0
	 * @return the node
	 */
	public SimulatedNode node(int index) {
		return this.nodes.get(index);
	}

	/**
	 * All nodes, running or not.
	 * @return by place
	 */
	public List<SimulatedNode> nodes() {
		return List.copyOf(this.nodes);
	}

	/**
	 * Some of the nodes.
	 * @param from the first place
	 * @param to the place after the last one
	 * @return by place
	 */
	public List<SimulatedNode> nodes(int from, int to) {
		return List.copyOf(this.nodes.subList(from, to));
	}

	/**
	 * All nodes but some.
	 * @param excluded which not
	 * @return by place
	 */
	public List<SimulatedNode> without(SimulatedNode... excluded) {
		List<SimulatedNode> rest = new ArrayList<>(this.nodes);
		rest.removeAll(List.of(excluded));
		return rest;
	}

	/**
	 * The node at an address.
	 * @param address the address
	 * @return the node, null if there is none
	 */
	@Nullable SimulatedNode at(NodeAddress address) {
		int index = address.host().startsWith("n") ? indexOf(address) : -1;
		return (index >= 0 && index < this.nodes.size()) ? this.nodes.get(index) : null;
	}

	/**
	 * Starts all nodes at once.
	 * @return this cluster
	 */
	public SimulatedCluster startAll() {
		this.nodes.forEach(SimulatedNode::start);
		return this;
	}

	/**
	 * Starts all nodes at random times.
	 * @param millis within this time
	 * @return this cluster
	 */
	public SimulatedCluster startAllWithin(long millis) {
		for (SimulatedNode node : this.nodes) {
			after((millis > 0) ? this.random.nextLong(millis) : 0, node::start);
		}
		return this;
	}

	/**
	 * Plans an action.
	 * @param time virtual ms; now if that has passed
	 * @param action what to do
	 */
	public void at(long time, Runnable action) {
		this.timeline.at(time, action);
	}

	void after(long delay, Runnable action) {
		this.timeline.at(this.timeline.now() + Math.max(0, delay), action);
	}

	void handled() {
		this.events++;
	}

	void changed() {
		this.changes++;
	}

	/**
	 * Tells the listeners what was done to the cluster.
	 * @param what in words
	 */
	public void disturbed(String what) {
		this.listeners.disturbed(what);
	}

	/**
	 * Runs for a time.
	 * @param millis virtual ms
	 */
	public void runFor(long millis) {
		long end = now() + millis;
		boolean more = true;
		while (more) {
			more = this.timeline.step(end);
		}
	}

	/**
	 * Runs until a condition holds. It is looked at whenever a node's state may have
	 * changed.
	 * @param what the condition in words
	 * @param limit the most virtual ms that it may take
	 * @param condition the condition
	 * @return how long it took, in virtual ms
	 * @throws ConditionNotReached if it does not hold within the limit
	 */
	public long runUntil(String what, long limit, BooleanSupplier condition) {
		long start = now();
		long looked = -1;
		while (looked == this.changes || !condition.getAsBoolean()) {
			looked = this.changes;
			if (!this.timeline.step(start + limit)) {
				if (condition.getAsBoolean()) {
					break;
				}
				throw new ConditionNotReached(
						"After " + limit + " ms not yet: " + what + " (seed " + this.setup.seed() + ")\n" + this);
			}
		}
		return now() - start;
	}

	/**
	 * Whether nodes are one cluster without anybody else.
	 * @param expected the nodes
	 * @return true if all of them run, are UP at each other, find each other reachable,
	 * and agree
	 */
	public boolean agreedOn(Collection<SimulatedNode> expected) {
		return Accord.among(expected);
	}

	/**
	 * Whether all nodes are one cluster.
	 * @return the same as {@link #agreedOn} with all nodes
	 */
	public boolean agreedOnAll() {
		return agreedOn(this.nodes);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("at " + now() + ":\n");
		this.nodes.stream().limit(20).forEach((node) -> text.append("  ").append(node).append('\n'));
		return text.toString();
	}

}
