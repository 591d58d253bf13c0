package io.clusterboot.api;

import java.util.Map;
import java.util.SortedSet;

/**
 * One member as a snapshot shows it.
 *
 * @param id address and incarnation
 * @param status life cycle status
 * @param reachable whether the verdict of its observers is that it can be reached
 * @param roles the roles it was started with, sorted; fixed for a life
 * @param upNumber age: given by the leader at Up, smaller is older; 0 before Up
 * @param appVersion the application's version, empty when none was configured; fixed for
 * a life
 * @param metadata what the node says about itself, such as its HTTP port or zone
 */
public record Member(NodeId id, MemberStatus status, boolean reachable, SortedSet<String> roles, int upNumber,
		String appVersion, Map<String, String> metadata) {

	/**
	 * Where the member is reached.
	 * @return the address
	 */
	public NodeAddress address() {
		return this.id.address();
	}

	/**
	 * Whether the member was started with a role.
	 * @param role the role
	 * @return true if it has the role
	 */
	public boolean hasRole(String role) {
		return this.roles.contains(role);
	}

}
