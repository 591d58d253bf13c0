package io.clusterboot.simulator.world;

import java.util.HashMap;
import java.util.Map;

import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * The one thing outside the cluster that all nodes can ask for a lease, whatever the
 * network between them is like.
 */
final class LeaseStore {

	private final SimulatedCluster cluster;

	private final Map<String, Held> leases = new HashMap<>();

	LeaseStore(SimulatedCluster cluster) {
		this.cluster = cluster;
	}

	/** Answers after a while, unless that process has ended. */
	void ask(SimulatedNode node, Output.AcquireLease question, long delay) {
		long process = node.process();
		this.cluster.after(delay, () -> {
			boolean acquired = acquire(question);
			this.cluster.after(delay, () -> {
				if (node.process() == process) {
					node.arrive(new Input.LeaseAnswered(question, acquired, acquired ? "" : "another owner has it"));
				}
			});
		});
	}

	private boolean acquire(Output.AcquireLease question) {
		Held held = this.leases.get(question.name());
		boolean free = held == null || held.until <= this.cluster.now() || held.owner.equals(question.owner());
		if (free) {
			this.leases.put(question.name(),
					new Held(question.owner(), this.cluster.now() + question.validity().toMillis()));
		}
		return free;
	}

	/** Who holds a lease, until when. */
	private record Held(String owner, long until) {
	}

}
