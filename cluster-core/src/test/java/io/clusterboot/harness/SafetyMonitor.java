package io.clusterboot.harness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * Safety as one process sees it, over all its lives: a status never goes down, a removed
 * member never comes back, views grow, one address has one life at a time.
 */
final class SafetyMonitor {

	private final Map<NodeId, MemberStatus> statuses = new HashMap<>();

	private final Set<NodeId> removed = new HashSet<>();

	void published(ClusterState before, ClusterState after) {
		check(before == null || after.view() > before.view(), () -> "views grow");
		boolean sameLife = before != null && before.self().equals(after.self()) && before.clusterId() != null
				&& before.clusterId().equals(after.clusterId());
		if (!sameLife) {
			// a new life starts from a Welcome, which may be older than what this process
			// knew
			this.statuses.clear();
			this.removed.clear();
		}
		Set<Object> addresses = new HashSet<>();
		for (Member member : after.members()) {
			check(addresses.add(member.address()), () -> "one life at " + member.address());
			check(!this.removed.contains(member.id()), () -> member.id() + " was removed and came back");
			MemberStatus known = this.statuses.put(member.id(), member.status());
			check(known == null || known.compareTo(member.status()) <= 0,
					() -> member.id() + " went from " + known + " to " + member.status());
			check(member.status() != MemberStatus.REMOVED, () -> "a removed member is not listed");
		}
		if (sameLife) {
			for (Member member : before.members()) {
				if (after.member(member.id()).isEmpty()) {
					this.removed.add(member.id());
				}
			}
		}
		after.unreachable()
			.forEach((report) -> check(!report.member().equals(after.self()), () -> "nobody finds itself unreachable"));
	}

	private static void check(boolean holds, Supplier<String> what) {
		if (!holds) {
			throw new AssertionError("Violated: " + what.get());
		}
	}

}
