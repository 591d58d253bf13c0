package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.LoadChanged;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;

/**
 * Tells that a member is more, or less, busy than it was.
 */
public final class LoadChangedEvent extends ClusterEvent {

	private final transient Member member;

	LoadChangedEvent(Cluster cluster, LoadChanged event) {
		super(cluster, event.state());
		this.member = event.member();
	}

	/**
	 * Return the member.
	 * @return the member, with its new load
	 */
	public Member getMember() {
		return this.member;
	}

	/**
	 * Return the new load.
	 * @return the load
	 */
	public LoadSample getLoad() {
		LoadSample load = this.member.load();
		return (load != null) ? load : LoadSample.of(0, 0, 0, 0);
	}

	@Override
	public String toString() {
		return "LoadChangedEvent[member=" + this.member.id() + ", load=" + this.member.load() + ", view=" + getView()
				+ "]";
	}

}
