package io.clusterboot.spring.event;

import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.MetadataChanged;
import io.clusterboot.api.Member;

/**
 * Tells that a member that was known before says something else about itself, such as the
 * port on which its web server listens.
 */
public final class MetadataChangedEvent extends ClusterEvent {

	private final transient Member member;

	private final transient Map<String, String> previousMetadata;

	MetadataChangedEvent(Cluster cluster, MetadataChanged event) {
		super(cluster, event.state());
		this.member = event.member();
		this.previousMetadata = event.previous();
	}

	/**
	 * Return the member.
	 * @return the member, with its new metadata
	 */
	public Member getMember() {
		return this.member;
	}

	/**
	 * Return what the member said before.
	 * @return the metadata before the change
	 */
	public Map<String, String> getPreviousMetadata() {
		return this.previousMetadata;
	}

	@Override
	public String toString() {
		return "MetadataChangedEvent[member=" + this.member.id() + ", keys=" + this.member.metadata().keySet()
				+ ", view=" + getView() + "]";
	}

}
