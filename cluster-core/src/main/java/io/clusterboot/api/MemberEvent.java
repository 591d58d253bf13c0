package io.clusterboot.api;

import org.jspecify.annotations.Nullable;

/**
 * A member entered a status.
 */
public sealed interface MemberEvent extends ClusterEvent {

	/**
	 * The member, in its new status (in its last live status for {@link MemberRemoved}).
	 * @return the member
	 */
	Member member();

	/**
	 * The status this node saw before.
	 * @return the status; null if the member was not known before
	 */
	@Nullable MemberStatus previousStatus();

	/** A node was accepted as JOINING. */
	record MemberJoined(Member member, @Nullable MemberStatus previousStatus,
			ClusterState state) implements MemberEvent {
	}

	/** A member was admitted without agreement. */
	record MemberWeaklyUp(Member member, @Nullable MemberStatus previousStatus,
			ClusterState state) implements MemberEvent {
	}

	/** A member is UP. */
	record MemberUp(Member member, @Nullable MemberStatus previousStatus, ClusterState state) implements MemberEvent {
	}

	/** A member is LEAVING. */
	record MemberLeft(Member member, @Nullable MemberStatus previousStatus, ClusterState state) implements MemberEvent {
	}

	/** A member is EXITING. */
	record MemberExited(Member member, @Nullable MemberStatus previousStatus,
			ClusterState state) implements MemberEvent {
	}

	/** A member was declared DOWN. */
	record MemberDowned(Member member, @Nullable MemberStatus previousStatus,
			ClusterState state) implements MemberEvent {
	}

	/** A member is gone for good. */
	record MemberRemoved(Member member, @Nullable MemberStatus previousStatus,
			ClusterState state) implements MemberEvent {
	}

}
