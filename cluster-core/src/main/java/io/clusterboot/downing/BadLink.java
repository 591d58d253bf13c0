package io.clusterboot.downing;

import io.clusterboot.api.NodeId;

/**
 * A link between two members that cannot reach each other although both can be reached:
 * the same whoever reports it.
 *
 * @param lower the member with the lower id
 * @param higher the other one
 */
public record BadLink(NodeId lower, NodeId higher) implements Comparable<BadLink> {

	/**
	 * The link between two members.
	 * @param one a member
	 * @param other another one
	 * @return the link
	 */
	public static BadLink between(NodeId one, NodeId other) {
		return (one.compareTo(other) < 0) ? new BadLink(one, other) : new BadLink(other, one);
	}

	boolean joins(NodeId id) {
		return this.lower.equals(id) || this.higher.equals(id);
	}

	NodeId other(NodeId end) {
		return this.lower.equals(end) ? this.higher : this.lower;
	}

	@Override
	public int compareTo(BadLink other) {
		int byLower = this.lower.compareTo(other.lower);
		return (byLower != 0) ? byLower : this.higher.compareTo(other.higher);
	}

}
