package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.DowningDecided;
import io.clusterboot.api.DowningDecision;

/**
 * Tells that the split brain resolver of this node decided whom to down. Published only
 * at the node that decided, the leader of its side, after the events of the members that
 * it downed; when it downed its own side, after the removal of all members.
 */
public final class DowningDecidedEvent extends ClusterEvent {

	private final transient DowningDecision decision;

	DowningDecidedEvent(Cluster cluster, DowningDecided event) {
		super(cluster, event.state());
		this.decision = event.decision();
	}

	/**
	 * Return what was decided, and why.
	 * @return the decision
	 */
	public DowningDecision getDecision() {
		return this.decision;
	}

	@Override
	public String toString() {
		return "DowningDecidedEvent[strategy=" + this.decision.strategy().text() + ", down=" + this.decision.down()
				+ ", view=" + getView() + "]";
	}

}
