package io.clusterboot.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterState;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;

/**
 * Remembers what each process of a simulated cluster showed and said since its start.
 */
final class Recorder implements Listener {

	private final Map<SimulatedNode, List<ClusterState>> history = new HashMap<>();

	private final Map<SimulatedNode, List<Output.Terminated>> ends = new HashMap<>();

	private final Map<SimulatedNode, List<Output.Notice>> notices = new HashMap<>();

	static Recorder of(SimulatedCluster cluster) {
		Recorder recorder = new Recorder();
		cluster.listen(recorder);
		return recorder;
	}

	@Override
	public void started(SimulatedNode node) {
		this.history.put(node, new ArrayList<>());
		this.ends.put(node, new ArrayList<>());
		this.notices.put(node, new ArrayList<>());
	}

	@Override
	public void published(SimulatedNode node, ClusterState before, ClusterState after) {
		this.history.get(node).add(after);
	}

	@Override
	public void ended(SimulatedNode node, Output.Terminated end) {
		if (end != null) {
			this.ends.get(node).add(end);
		}
	}

	@Override
	public void noticed(SimulatedNode node, Output.Notice notice) {
		this.notices.get(node).add(notice);
	}

	List<ClusterState> history(SimulatedNode node) {
		return this.history.getOrDefault(node, List.of());
	}

	List<Output.Terminated> ends(SimulatedNode node) {
		return this.ends.getOrDefault(node, List.of());
	}

	List<Output.Notice> notices(SimulatedNode node) {
		return this.notices.getOrDefault(node, List.of());
	}

}
