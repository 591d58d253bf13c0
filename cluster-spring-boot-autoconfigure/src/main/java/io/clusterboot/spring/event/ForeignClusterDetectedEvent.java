package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.ForeignClusterDetected;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;

/**
 * Tells that another cluster of the same name was met.
 */
public final class ForeignClusterDetectedEvent extends ClusterEvent {

	private final transient NodeAddress contact;

	private final transient ClusterId foreignId;

	ForeignClusterDetectedEvent(Cluster cluster, ForeignClusterDetected event) {
		super(cluster, event.state());
		this.contact = event.contact();
		this.foreignId = event.foreignId();
	}

	/**
	 * Return the address at which the other cluster was met.
	 * @return the address of one of its members
	 */
	public NodeAddress getContact() {
		return this.contact;
	}

	/**
	 * Return the id of the other cluster.
	 * @return the id
	 */
	public ClusterId getForeignId() {
		return this.foreignId;
	}

	@Override
	public String toString() {
		return "ForeignClusterDetectedEvent[contact=" + this.contact + ", foreignId=" + this.foreignId + ", view="
				+ getView() + "]";
	}

}
