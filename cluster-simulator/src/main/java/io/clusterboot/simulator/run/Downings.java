package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * Which lives were downed, by others or by themselves, and when.
 */
final class Downings implements Listener {

	private final Map<NodeId, Long> at = new LinkedHashMap<>();

	private final List<Observer> observers = new ArrayList<>();

	/** Is told of each life that was dead or ended because of it, once. */
	interface Observer {

		void downed(int node, NodeId life, long when);

	}

	void observe(Observer observer) {
		this.observers.add(observer);
	}

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void downs(SimulatedNode node, Set<NodeId> down) {
		for (NodeId life : down) {
			boolean dead = !node.cluster().node(SimulatedCluster.indexOf(life.address())).isRunning();
			if (dead && !this.at.containsKey(life)) {
				downed(life, node.cluster().now());
			}
			noted(life, node.cluster().now());
		}
	}

	/** Somebody decided it. */
	void noted(NodeId life, long when) {
		this.at.putIfAbsent(life, when);
	}

	/** What a member decided that had been removed itself is not heard by anybody. */
	@Override
	public void ended(SimulatedNode node, Output.@Nullable Terminated end) {
		if (end != null && end.cause() == Output.Cause.REMOVED) {
			downed(node.id(), node.cluster().now());
		}
	}

	private void downed(NodeId life, long when) {
		this.at.putIfAbsent(life, when);
		int node = SimulatedCluster.indexOf(life.address());
		this.observers.forEach((observer) -> observer.downed(node, life, when));
	}

	/** The numbers of the nodes of which a life was downed. */
	List<Integer> nodes() {
		return this.at.keySet()
			.stream()
			.map((life) -> SimulatedCluster.indexOf(life.address()))
			.distinct()
			.sorted()
			.toList();
	}

	/** How many lives of a node were downed between two times. */
	long count(int node, long from, long until) {
		return this.at.entrySet()
			.stream()
			.filter((entry) -> SimulatedCluster.indexOf(entry.getKey().address()) == node && entry.getValue() >= from
					&& entry.getValue() <= until)
			.count();
	}

}
