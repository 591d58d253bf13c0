package io.clusterboot.runtime;

import java.util.ArrayList;
import java.util.HashMap;
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
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.api.Unreachability;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two successive states of one node, as events in order: member
 * events, removals, unreachable, reachable, leader, role leaders, metadata, loads. A life
 * that replaced another one at its address comes after the removal of the older one. A
 * status that nobody saw is told only where others rely on it: LEAVING before EXITING,
 * EXITING before the removal of one that was LEAVING. The end of a membership is told as
 * {@link ClusterEvent.ClusterShuttingDown}, the removal of all members, and no leader.
 */
public final class StateDifference {

	private final ClusterState before;

	private final ClusterState after;

	private final List<ClusterEvent> events = new ArrayList<>();

	private final List<ClusterEvent> metadata = new ArrayList<>();

	private final List<ClusterEvent> loads = new ArrayList<>();

	private StateDifference(ClusterState before, ClusterState after) {
		this.before = before;
		this.after = after;
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
		if (this.before.members() != this.after.members()) {
			compareMembers();
		}
		compareReachability();
		compareLeaders();
		this.events.addAll(this.metadata);
		this.events.addAll(this.loads);
	}

	/** Both are sorted by id: one goes through them side by side. */
	private void compareMembers() {
		List<Member> earlier = this.before.members();
		List<Member> replaced = new ArrayList<>();
		List<Member> gone = new ArrayList<>();
		List<Change> changes = new ArrayList<>();
		int place = 0;
		for (Member member : this.after.members()) {
			while (place < earlier.size() && earlier.get(place).id().compareTo(member.id()) < 0) {
				Member removed = earlier.get(place++);
				(removed.address().equals(member.address()) ? replaced : gone).add(removed);
			}
			boolean known = place < earlier.size() && earlier.get(place).id().equals(member.id());
			Member before = known ? earlier.get(place++) : null;
			compare(before, member, changes);
		}
		gone.addAll(earlier.subList(place, earlier.size()));
		replaced.forEach(this::remove);
		changes.forEach(this::change);
		gone.forEach(this::remove);
	}

	private void compare(@Nullable Member before, Member member, List<Change> changes) {
		MemberStatus previous = (before != null) ? before.status() : null;
		if (member.status() != previous) {
			changes.add(new Change(member, previous));
		}
		if (before != null && !member.metadata().equals(before.metadata())) {
			this.metadata.add(new ClusterEvent.MetadataChanged(member, before.metadata(), this.after));
		}
		if (member.load() != null && (before == null || !member.load().equals(before.load()))) {
			this.loads.add(new ClusterEvent.LoadChanged(member, this.after));
		}
	}

	private void change(Change change) {
		Member member = change.member();
		MemberStatus previous = change.previous();
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
			Member member = find(report.member());
			if (member != null && !unreachableBefore.containsKey(report.member())) {
				this.events.add(new ReachabilityEvent.MemberUnreachable(member, report, this.after));
			}
		}
		for (Unreachability report : this.before.unreachable()) {
			Member member = find(report.member());
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
		return (id != null) ? find(id) : null;
	}

	private static Member in(Member member, MemberStatus status) {
		return new Member(member.id(), status, member.reachable(), member.roles(), member.upNumber(),
				member.appVersion(), member.metadata(), member.load());
	}

	private @Nullable Member find(NodeId id) {
		List<Member> members = this.after.members();
		int low = 0;
		int high = members.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = members.get(middle).id().compareTo(id);
			if (order == 0) {
				return members.get(middle);
			}
			low = (order < 0) ? middle + 1 : low;
			high = (order < 0) ? high : middle - 1;
		}
		return null;
	}

	private static Map<NodeId, Unreachability> unreachable(ClusterState state) {
		Map<NodeId, Unreachability> reports = new HashMap<>();
		state.unreachable().forEach((report) -> reports.put(report.member(), report));
		return reports;
	}

	/** A member in another status than before; null when it is new. */
	private record Change(Member member, @Nullable MemberStatus previous) {
	}

}
