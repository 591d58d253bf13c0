package io.clusterboot.api;

/**
 * One process life at an address. Ordered by address, then incarnation.
 *
 * @param address where the node is reached
 * @param incarnation which life at that address this is: time-based, so that a restart is
 * higher than the life before it; positive
 */
public record NodeId(NodeAddress address, long incarnation) implements Comparable<NodeId> {

	@Override
	public int compareTo(NodeId other) {
		int byAddress = this.address.compareTo(other.address);
		return (byAddress != 0) ? byAddress : Long.compare(this.incarnation, other.incarnation);
	}

	@Override
	public String toString() {
		return this.address + "#" + Long.toUnsignedString(this.incarnation, 36);
	}

}
