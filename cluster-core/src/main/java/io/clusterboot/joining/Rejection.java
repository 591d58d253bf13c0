package io.clusterboot.joining;

/**
 * Why a node was refused.
 */
public enum Rejection {

	/** The other node belongs to a cluster of another name. */
	CLUSTER_NAME,

	/** The ranges of protocol versions do not overlap. */
	PROTOCOL_VERSION,

	/** A setting that must be the same everywhere differs. */
	CONFIGURATION,

	/** A member with the same or a higher incarnation is known at that address. */
	STALE_INCARNATION,

	/** The node that was asked is itself not in a cluster yet. */
	NOT_A_MEMBER_YET,

	/** The node that was asked is on its way out. */
	SHUTTING_DOWN,

	/** The cluster is full. */
	TOO_MANY_MEMBERS,

	/** The other node is in a cluster of the same name with another id. */
	FOREIGN_CLUSTER,

	/** Another life than the one that was dialled is at that address. */
	WRONG_INCARNATION,

	/** The dialling node was removed from the cluster. */
	REMOVED,

	/** The dialling node is not known as a member. */
	UNKNOWN_MEMBER,

	/** The certificate does not name the host that the node claims to be. */
	CERTIFICATE,

	/** The request could not be read. */
	MALFORMED

}
