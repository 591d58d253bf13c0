package io.clusterboot.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.api.Unreachability;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener that believes nothing but events, and checks that each one is legal after
 * those before.
 */
final class EventReplay {

	private final Map<NodeId, MemberStatus> statuses = new HashMap<>();

	private final Set<NodeId> unreachable = new TreeSet<>();

	void apply(ClusterEvent event) {
		if (event instanceof MemberEvent.MemberRemoved removed) {
			assertThat(this.statuses.remove(removed.member().id())).isEqualTo(removed.previousStatus());
			assertThat(removed.member().status()).isEqualTo(removed.previousStatus());
			this.unreachable.remove(removed.member().id());
		}
		else if (event instanceof MemberEvent change) {
			MemberStatus before = this.statuses.put(change.member().id(), change.member().status());
			assertThat(change.previousStatus()).isEqualTo(before);
		}
		else if (event instanceof ReachabilityEvent.MemberUnreachable change) {
			assertThat(this.statuses).containsKey(change.member().id());
			assertThat(this.unreachable.add(change.member().id())).isTrue();
		}
		else if (event instanceof ReachabilityEvent.MemberReachable change) {
			assertThat(this.unreachable.remove(change.member().id())).isTrue();
		}
	}

	Map<NodeId, MemberStatus> statuses() {
		return this.statuses;
	}

	Set<NodeId> unreachable() {
		return this.unreachable;
	}

	static Map<NodeId, MemberStatus> of(ClusterState state) {
		return state.members().stream().collect(Collectors.toMap(Member::id, Member::status));
	}

	static Set<NodeId> unreachable(ClusterState state) {
		return state.unreachable().stream().map(Unreachability::member).collect(Collectors.toCollection(TreeSet::new));
	}

}
