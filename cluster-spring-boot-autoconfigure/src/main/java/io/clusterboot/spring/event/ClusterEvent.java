package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;

import org.springframework.context.ApplicationEvent;

/**
 * Base of all events about the cluster, as this node sees it. The state that an event
 * carries is already visible in {@link Cluster#state()} when it arrives; by then it may
 * have been followed by another one. All events come in order, on one thread that belongs
 * to the cluster: a slow listener delays other listeners, never the cluster.
 */
public abstract class ClusterEvent extends ApplicationEvent {

	private final transient ClusterState state;

	ClusterEvent(Cluster cluster, ClusterState state) {
		super(cluster);
		this.state = state;
	}

	/**
	 * Create the application event for an event of the engine.
	 * @param cluster the cluster that the event is about
	 * @param event the event of the engine
	 * @return the application event
	 */
	public static ClusterEvent of(Cluster cluster, io.clusterboot.api.ClusterEvent event) {
		return EventMapping.map(cluster, event);
	}

	/**
	 * Return the cluster that the event is about.
	 * @return the cluster
	 */
	public Cluster getCluster() {
		return (Cluster) getSource();
	}

	/**
	 * Return the state that the change led to.
	 * @return an immutable snapshot
	 */
	public ClusterState getState() {
		return this.state;
	}

	/**
	 * Return the number of the state that the change led to.
	 * @return the view number, growing with each state of this node
	 */
	public long getView() {
		return this.state.view();
	}

}
