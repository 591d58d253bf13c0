package io.clusterboot.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * All listeners of a cluster as one.
 */
final class Listeners implements Listener {

	private final List<Listener> all = new ArrayList<>();

	private boolean wantsSnapshots;

	void add(Listener listener) {
		this.all.add(listener);
		this.wantsSnapshots |= listener.wantsSnapshots();
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	@Override
	public boolean wantsSnapshots() {
		return this.wantsSnapshots;
	}

	@Override
	public void started(SimulatedNode node) {
		this.all.forEach((listener) -> listener.started(node));
	}

	@Override
	public void ended(SimulatedNode node, Output.@Nullable Terminated end) {
		this.all.forEach((listener) -> listener.ended(node, end));
	}

	@Override
	public void resumed(SimulatedNode node) {
		this.all.forEach((listener) -> listener.resumed(node));
	}

	@Override
	public void downedByHand(SimulatedNode by, SimulatedNode subject) {
		this.all.forEach((listener) -> listener.downedByHand(by, subject));
	}

	@Override
	public void published(SimulatedNode node, @Nullable ClusterState before, ClusterState after) {
		this.all.forEach((listener) -> listener.published(node, before, after));
	}

	@Override
	public void noticed(SimulatedNode node, Output.Notice notice) {
		this.all.forEach((listener) -> listener.noticed(node, notice));
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		this.all.forEach((listener) -> listener.changed(node, before, after, own));
	}

	@Override
	public void acts(SimulatedNode node, Insight insight, LeaderActions actions) {
		this.all.forEach((listener) -> listener.acts(node, insight, actions));
	}

	@Override
	public void downs(SimulatedNode node, Set<NodeId> down) {
		this.all.forEach((listener) -> listener.downs(node, down));
	}

	@Override
	public void settled(SimulatedNode node) {
		for (Listener listener : this.all) {
			listener.settled(node);
		}
	}

	@Override
	public void disturbed(String what) {
		this.all.forEach((listener) -> listener.disturbed(what));
	}

}
