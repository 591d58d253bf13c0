package io.clusterboot.api;

/**
 * Thrown when a command names an address at which no member is live.
 */
public final class NoSuchMemberException extends RuntimeException {

	private final NodeAddress address;

	/**
	 * Creates the exception.
	 * @param address the address without a member
	 */
	public NoSuchMemberException(NodeAddress address) {
		super("No member of the cluster is at " + address);
		this.address = address;
	}

	/**
	 * The address without a member.
	 * @return the address
	 */
	public NodeAddress address() {
		return this.address;
	}

}
