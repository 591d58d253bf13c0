package io.clusterboot.api;

import java.util.Map;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

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
 * @param load how busy it says it is; null if it does not say
 */
public record Member(NodeId id, MemberStatus status, boolean reachable, SortedSet<String> roles, int upNumber,
		String appVersion, Map<String, String> metadata, @Nullable LoadSample load) {

	/**
	 * Creates a member that does not say how busy it is.
	 * @param id address and incarnation
	 * @param status life cycle status
	 * @param reachable whether it can be reached
	 * @param roles its roles
	 * @param upNumber age
	 * @param appVersion the application's version
	 * @param metadata what it says about itself
	 */
	public Member(NodeId id, MemberStatus status, boolean reachable, SortedSet<String> roles, int upNumber,
			String appVersion, Map<String, String> metadata) {
		this(id, status, reachable, roles, upNumber, appVersion, metadata, null);
	}

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
