package io.clusterboot.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.api.Unreachability;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two successive states of one node, as events in order: member
 * events, removals, unreachable, reachable, leader, role leaders. A life that replaced
 * another one at its address comes after the removal of the older one. A status that
 * nobody saw is told only where others rely on it: LEAVING before EXITING, EXITING before
 * the removal of one that was LEAVING. The end of a membership is told as
 * {@link ClusterEvent.ClusterShuttingDown}, the removal of all members, and no leader.
 */
public final class StateDifference {

	private final ClusterState before;

	private final ClusterState after;

	private final Map<NodeId, Member> membersBefore;

	private final Map<NodeId, Member> membersAfter;

	private final List<ClusterEvent> events = new ArrayList<>();

	private StateDifference(ClusterState before, ClusterState after) {
		this.before = before;
		this.after = after;
		this.membersBefore = byId(before);
		this.membersAfter = byId(after);
	}

	/**
	 * Compares two states.
	 * @param before the earlier state
	 * @param after the later state
	 * @return the events that lead from one to the other
	 */
	public static List<ClusterEvent> between(ClusterState before, ClusterState after) {
		StateDifference difference = new StateDifference(before, after);
		boolean ended = before.clusterId() != null && !before.clusterId().equals(after.clusterId());
		if (ended) {
			difference.end();
			ClusterState outside = ClusterState.outside(after.name(), after.self(), after.view(), List.of());
			difference.events.addAll((after.clusterId() != null) ? between(outside, after) : List.of());
		}
		else {
			difference.compare();
		}
		return difference.events;
	}

	private void end() {
		this.events.add(new ClusterEvent.ClusterShuttingDown(this.after));
		for (Member member : this.before.members()) {
			this.events.add(new MemberEvent.MemberRemoved(member, member.status(), this.after));
		}
		if (this.before.leader() != null) {
			this.events.add(new ClusterEvent.LeaderChanged(null, this.after));
		}
		for (String role : new TreeSet<>(this.before.roleLeaders().keySet())) {
			this.events.add(new ClusterEvent.RoleLeaderChanged(role, null, this.after));
		}
	}

	private void compare() {
		Set<NodeAddress> addresses = new HashSet<>();
		this.after.members().forEach((member) -> addresses.add(member.address()));
		List<Member> removed = this.before.members()
			.stream()
			.filter((member) -> !this.membersAfter.containsKey(member.id()))
			.toList();
		removed.stream().filter((member) -> addresses.contains(member.address())).forEach(this::remove);
		for (Member member : this.after.members()) {
			Member earlier = this.membersBefore.get(member.id());
			change(member, (earlier != null) ? earlier.status() : null);
		}
		removed.stream().filter((member) -> !addresses.contains(member.address())).forEach(this::remove);
		compareReachability();
		compareLeaders();
	}

	private void change(Member member, @Nullable MemberStatus previous) {
		if (member.status() == previous) {
			return;
		}
		boolean skippedLeaving = member.status() == MemberStatus.EXITING && previous != null
				&& previous.compareTo(MemberStatus.LEAVING) < 0;
		if (skippedLeaving) {
			enter(in(member, MemberStatus.LEAVING), previous);
			enter(member, MemberStatus.LEAVING);
		}
		else {
			enter(member, previous);
		}
	}

	private void enter(Member member, @Nullable MemberStatus previous) {
		this.events.add(switch (member.status()) {
			case JOINING -> new MemberEvent.MemberJoined(member, previous, this.after);
			case WEAKLY_UP -> new MemberEvent.MemberWeaklyUp(member, previous, this.after);
			case UP -> new MemberEvent.MemberUp(member, previous, this.after);
			case LEAVING -> new MemberEvent.MemberLeft(member, previous, this.after);
			case EXITING -> new MemberEvent.MemberExited(member, previous, this.after);
			case DOWN -> new MemberEvent.MemberDowned(member, previous, this.after);
			case REMOVED -> new MemberEvent.MemberRemoved(member, previous, this.after);
		});
	}

	private void remove(Member member) {
		Member last = member;
		if (member.status() == MemberStatus.LEAVING) {
			last = in(member, MemberStatus.EXITING);
			enter(last, MemberStatus.LEAVING);
		}
		this.events.add(new MemberEvent.MemberRemoved(last, last.status(), this.after));
	}

	private void compareReachability() {
		Map<NodeId, Unreachability> unreachableBefore = unreachable(this.before);
		Map<NodeId, Unreachability> unreachableAfter = unreachable(this.after);
		for (Unreachability report : this.after.unreachable()) {
			Member member = this.membersAfter.get(report.member());
			if (member != null && !unreachableBefore.containsKey(report.member())) {
				this.events.add(new ReachabilityEvent.MemberUnreachable(member, report, this.after));
			}
		}
		for (Unreachability report : this.before.unreachable()) {
			Member member = this.membersAfter.get(report.member());
			if (member != null && !unreachableAfter.containsKey(report.member())) {
				this.events.add(new ReachabilityEvent.MemberReachable(member, this.after));
			}
		}
	}

	private void compareLeaders() {
		if (!Objects.equals(this.before.leader(), this.after.leader())) {
			this.events.add(new ClusterEvent.LeaderChanged(leader(this.after.leader()), this.after));
		}
		Set<String> roles = new TreeSet<>(this.before.roleLeaders().keySet());
		roles.addAll(this.after.roleLeaders().keySet());
		for (String role : roles) {
			NodeId leader = this.after.roleLeaders().get(role);
			if (!Objects.equals(this.before.roleLeaders().get(role), leader)) {
				this.events.add(new ClusterEvent.RoleLeaderChanged(role, leader(leader), this.after));
			}
		}
	}

	private @Nullable Member leader(@Nullable NodeId id) {
		return (id != null) ? this.membersAfter.get(id) : null;
	}

	private static Member in(Member member, MemberStatus status) {
		return new Member(member.id(), status, member.reachable(), member.roles(), member.upNumber(),
				member.appVersion(), member.metadata());
	}

	private static Map<NodeId, Member> byId(ClusterState state) {
		Map<NodeId, Member> members = new HashMap<>();
		state.members().forEach((member) -> members.put(member.id(), member));
		return members;
	}

	private static Map<NodeId, Unreachability> unreachable(ClusterState state) {
		Map<NodeId, Unreachability> reports = new HashMap<>();
		state.unreachable().forEach((report) -> reports.put(report.member(), report));
		return reports;
	}

}
