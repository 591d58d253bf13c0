package io.clusterboot.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.api.Unreachability;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which events lead from one state to the next.
 */
class StateDifferenceTests {

	private static final NodeId A = id("a", 1);

	private static final NodeId B = id("b", 1);

	@Test
	void equalStatesDifferByNothing() {
		ClusterState state = inside(A, member(A, MemberStatus.UP));
		assertThat(StateDifference.between(state, state)).isEmpty();
	}

	@Test
	void theFirstStateIsToldAsEvents() {
		ClusterState after = inside(A, member(A, MemberStatus.UP), member(B, MemberStatus.JOINING));
		assertThat(told(outside(), after)).containsExactly("MemberUp a null", "MemberJoined b null", "LeaderChanged a",
				"RoleLeaderChanged web a");
	}

	@Test
	void aChangeOfStatusCarriesBoth() {
		ClusterState before = inside(A, member(A, MemberStatus.UP), member(B, MemberStatus.JOINING));
		ClusterState after = inside(A, member(A, MemberStatus.UP), member(B, MemberStatus.UP));
		assertThat(told(before, after)).containsExactly("MemberUp b JOINING");
		assertThat(StateDifference.between(before, after).get(0).state()).isSameAs(after);
	}

	@Test
	void leavingIsToldBeforeExitingEvenIfNobodySawIt() {
		ClusterState before = inside(A, member(B, MemberStatus.UP));
		ClusterState after = inside(A, member(B, MemberStatus.EXITING));
		assertThat(told(before, after)).containsExactly("MemberLeft b UP", "MemberExited b LEAVING");
	}

	@Test
	void exitingIsToldBeforeTheRemovalOfOneThatWasLeaving() {
		ClusterState before = inside(A, member(B, MemberStatus.LEAVING));
		assertThat(told(before, inside(A))).containsExactly("MemberExited b LEAVING", "MemberRemoved b EXITING");
	}

	@Test
	void aRemovalCarriesTheLastStatus() {
		for (MemberStatus status : List.of(MemberStatus.UP, MemberStatus.EXITING, MemberStatus.DOWN)) {
			assertThat(told(inside(A, member(B, status)), inside(A))).containsExactly("MemberRemoved b " + status);
		}
	}

	@Test
	void aRestartRemovesTheOlderLifeFirst() {
		ClusterState before = inside(A, member(B, MemberStatus.UP));
		ClusterState after = inside(A, member(id("a", 9), MemberStatus.UP), member(id("b", 2), MemberStatus.JOINING));
		List<ClusterEvent> events = StateDifference.between(before, after);
		assertThat(events.get(0)).isInstanceOfSatisfying(MemberEvent.MemberRemoved.class,
				(removed) -> assertThat(removed.member().id()).isEqualTo(B));
		assertThat(events.get(1)).isInstanceOf(MemberEvent.MemberUp.class);
		assertThat(events.get(2)).isInstanceOfSatisfying(MemberEvent.MemberJoined.class,
				(joined) -> assertThat(joined.member().id()).isEqualTo(id("b", 2)));
	}

	@Test
	void otherRemovalsFollowTheMembersThatCame() {
		ClusterState before = inside(A, member(A, MemberStatus.UP));
		ClusterState after = inside(null, member(B, MemberStatus.UP));
		assertThat(told(before, after)).containsExactly("MemberUp b null", "MemberRemoved a UP", "LeaderChanged null",
				"RoleLeaderChanged web null");
	}

	@Test
	void reachabilityIsToldAfterMembersAndBeforeLeaders() {
		ClusterState before = inside(A, member(A, MemberStatus.UP), member(B, MemberStatus.JOINING));
		ClusterState after = unreachable(inside(B, member(A, MemberStatus.UP), member(B, MemberStatus.UP)), A);
		assertThat(told(before, after)).containsExactly("MemberUp b JOINING", "MemberUnreachable a", "LeaderChanged b",
				"RoleLeaderChanged web b");
		assertThat(told(after, before)).contains("MemberReachable a");
	}

	@Test
	void aMemberThatIsGoneIsNotReachableAgain() {
		ClusterState before = unreachable(inside(A, member(A, MemberStatus.UP), member(B, MemberStatus.UP)), B);
		assertThat(told(before, inside(A, member(A, MemberStatus.UP)))).containsExactly("MemberRemoved b UP");
	}

	@Test
	void aMemberThatSaysSomethingElseAboutItselfIsToldLast() {
		Member silent = member(B, MemberStatus.JOINING);
		Member telling = new Member(B, MemberStatus.UP, true, silent.roles(), 1, "", Map.of("http-port", "8080"));
		List<ClusterEvent> events = StateDifference.between(inside(A, member(A, MemberStatus.UP), silent),
				inside(B, member(A, MemberStatus.UP), telling));
		assertThat(events).hasSize(4).first().isInstanceOf(MemberEvent.MemberUp.class);
		assertThat(events.get(3)).isInstanceOfSatisfying(ClusterEvent.MetadataChanged.class, (changed) -> {
			assertThat(changed.member()).isEqualTo(telling);
			assertThat(changed.previous()).isEmpty();
		});
	}

	@Test
	void whatANewMemberSaysAboutItselfIsNoChange() {
		Member telling = new Member(B, MemberStatus.UP, true, new TreeSet<>(), 1, "", Map.of("http-port", "8080"));
		assertThat(told(inside(A, member(A, MemberStatus.UP)), inside(A, member(A, MemberStatus.UP), telling)))
			.containsExactly("MemberUp b null");
	}

	@Test
	void theEndOfTheMembershipRemovesAll() {
		ClusterState before = inside(A, member(A, MemberStatus.EXITING), member(B, MemberStatus.UP));
		assertThat(told(before, outside())).containsExactly("ClusterShuttingDown", "MemberRemoved a EXITING",
				"MemberRemoved b UP", "LeaderChanged null", "RoleLeaderChanged web null");
	}

	@Test
	void anotherClusterIsTheEndOfTheOneBefore() {
		ClusterState before = inside(A, member(A, MemberStatus.UP));
		ClusterState after = state(new ClusterId(7, 7), A, List.of(member(B, MemberStatus.UP)), List.of());
		assertThat(told(before, after)).startsWith("ClusterShuttingDown", "MemberRemoved a UP", "LeaderChanged null")
			.contains("MemberUp b null");
	}

	@Property
	void whoAppliesTheEventsKnowsTheState(@ForAll("states") ClusterState before, @ForAll("states") ClusterState after) {
		EventReplay replay = new EventReplay();
		StateDifference.between(outside(), before).forEach(replay::apply);
		assertThat(replay.statuses()).isEqualTo(EventReplay.of(before));
		StateDifference.between(before, after).forEach(replay::apply);
		assertThat(replay.statuses()).isEqualTo(EventReplay.of(after));
		assertThat(replay.unreachable()).isEqualTo(EventReplay.unreachable(after));
	}

	@Provide
	Arbitrary<ClusterState> states() {
		Arbitrary<NodeId> ids = Combinators
			.combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.longs().between(1, 2))
			.as(StateDifferenceTests::id);
		Arbitrary<Member> members = Combinators
			.combine(ids, Arbitraries.of(MemberStatus.class).filter((status) -> status != MemberStatus.REMOVED))
			.as(StateDifferenceTests::member);
		return Combinators
			.combine(members.list().ofMaxSize(6).uniqueElements(Member::address), Arbitraries.integers().between(0, 3))
			.as((list, count) -> {
				List<Member> sorted = list.stream().sorted((x, y) -> x.id().compareTo(y.id())).toList();
				return state(new ClusterId(1, 1), null, sorted,
						sorted.stream().limit(count).map((member) -> report(member.id())).toList());
			});
	}

	private static List<String> told(ClusterState before, ClusterState after) {
		return StateDifference.between(before, after).stream().map(StateDifferenceTests::describe).toList();
	}

	private static String describe(ClusterEvent event) {
		String name = event.getClass().getSimpleName();
		if (event instanceof MemberEvent change) {
			return name + " " + change.member().address().host() + " " + change.previousStatus();
		}
		if (event instanceof ReachabilityEvent change) {
			return name + " " + change.member().address().host();
		}
		if (event instanceof ClusterEvent.LeaderChanged change) {
			return name + " " + host(change.leader());
		}
		if (event instanceof ClusterEvent.RoleLeaderChanged change) {
			return name + " " + change.role() + " " + host(change.leader());
		}
		return name;
	}

	private static @Nullable String host(@Nullable Member member) {
		return (member != null) ? member.address().host() : null;
	}

	private static ClusterState outside() {
		return ClusterState.outside("test", A, 0, List.of());
	}

	private static ClusterState inside(@Nullable NodeId leader, Member... members) {
		return state(new ClusterId(1, 1), leader, Arrays.asList(members), List.of());
	}

	private static ClusterState unreachable(ClusterState state, NodeId subject) {
		return state(new ClusterId(1, 1), state.leader(), state.members(), List.of(report(subject)));
	}

	private static ClusterState state(ClusterId clusterId, @Nullable NodeId leader, List<Member> members,
			List<Unreachability> unreachable) {
		Member present = members.stream().filter((member) -> member.id().equals(leader)).findFirst().orElse(null);
		NodeId known = (present != null) ? leader : null;
		return new ClusterState("test", clusterId, 1, true, List.of(), A, members, unreachable, List.of(), known, null,
				(known != null) ? Map.of("web", known) : Map.of(), List.of());
	}

	private static Unreachability report(NodeId subject) {
		return new Unreachability(subject, List.of(A), Evidence.CRASHED);
	}

	private static Member member(NodeId id, MemberStatus status) {
		return new Member(id, status, true, new TreeSet<>(List.of("web")), 1, "", Map.of());
	}

	private static NodeId id(String host, long incarnation) {
		return new NodeId(new NodeAddress(host, 7946), incarnation);
	}

}
