package io.clusterboot.api;

/**
 * The verdict about a member's reachability changed.
 */
public sealed interface ReachabilityEvent extends ClusterEvent {

	/**
	 * The member that the verdict is about.
	 * @return the member
	 */
	Member member();

	/**
	 * A member became unreachable.
	 *
	 * @param member the member
	 * @param unreachability who reports it, on which evidence
	 * @param state the state that holds the verdict
	 */
	record MemberUnreachable(Member member, Unreachability unreachability,
			ClusterState state) implements ReachabilityEvent {
	}

	/** An unreachable member can be reached again. */
	record MemberReachable(Member member, ClusterState state) implements ReachabilityEvent {
	}

}
