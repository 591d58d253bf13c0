package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every strategy does in every situation of its routees.
 */
class RoutingStrategyTests {

	private static final int MANY = 400;

	private static final Duration SLOW_START = Duration.ofSeconds(10);

	private static boolean sendsToAll(RoutingStrategy strategy) {
		return strategy == RoutingStrategy.BROADCAST || strategy == RoutingStrategy.SCATTER_GATHER;
	}

	@ParameterizedTest
	@EnumSource
	void withoutARouteeAMessageWaitsAndFailsWhenNoneCame(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		CompletableFuture<Void> told = on.tell("hello");
		CompletableFuture<String> asked = on.ask();
		on.time.pass(Duration.ofMillis(4999));
		assertThat(told).isNotDone();
		assertThat(asked).isNotDone();
		on.time.pass(Duration.ofMillis(1));
		assertThat(RouterFixture.reason(told)).isEqualTo(Reason.NO_ROUTEE);
		assertThat(RouterFixture.reason(asked)).isEqualTo(Reason.NO_ROUTEE);
		assertThat(on.sender.sent).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theFirstRouteeGetsWhatWaitedForIt(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		CompletableFuture<Void> told = on.tell("hello");
		on.sender.answer("quote");
		CompletableFuture<String> asked = on.ask();
		on.time.pass(Duration.ofSeconds(4));
		on.members.up(1);
		assertThat(told).isCompleted();
		assertThat(asked).isCompletedWithValue("of 1");
		assertThat(on.sender.payloads(1)).containsExactly("hello", "question");
		assertThat(on.time.alarms()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void theOnlyRouteeGetsAll(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1);
		assertThat(on.tell(10)).allMatch(CompletableFuture::isDone);
		on.sender.answer("quote");
		assertThat(on.ask()).isCompletedWithValue("of 1");
		assertThat(on.sender.count(1)).isEqualTo(11);
		assertThat(on.sender.sent).hasSize(11).allMatch((sent) -> sent.handler().equals("quote"));
	}

	@ParameterizedTest
	@EnumSource
	void manyRouteesShareTheWork(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3, 4);
		on.tell(MANY);
		assertThat(on.sender.sent).hasSize(sendsToAll(strategy) ? 4 * MANY : MANY);
		assertShared(on, strategy, 1, 2, 3, 4);
	}

	private static void assertShared(RouterFixture on, RoutingStrategy strategy, int... numbers) {
		for (int number : numbers) {
			if (sendsToAll(strategy)) {
				assertThat(on.sender.count(number)).isEqualTo(MANY);
			}
			else {
				assertThat((double) on.sender.count(number) / MANY).isBetween(0.6 / numbers.length,
						1.4 / numbers.length);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void anAskIsAnsweredByOneOfMany(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		CompletableFuture<String> answer = on.ask();
		assertThat(on.sender.pending()).hasSize(sendsToAll(strategy) ? 3 : 1);
		FakeSender.Sent last = on.sender.pending().get(on.sender.pending().size() - 1);
		assertThat(answer).isNotDone();
		last.answer().complete("first");
		assertThat(answer).isCompletedWithValue("first");
	}

	@ParameterizedTest
	@EnumSource
	void aMemberThatJoinsGetsItsShare(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		on.tell(10);
		assertThat(on.sender.receivers()).doesNotContain(4);
		on.sender.forget();
		on.members.up(4);
		on.tell(MANY);
		assertShared(on, strategy, 1, 2, 3, 4);
	}

	@ParameterizedTest
	@EnumSource
	void aMemberThatIsNotUpGetsNothing(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2);
		for (MemberStatus status : Set.of(MemberStatus.JOINING, MemberStatus.WEAKLY_UP, MemberStatus.EXITING,
				MemberStatus.DOWN)) {
			on.members.status(2, status);
			on.tell(20);
		}
		assertThat(on.sender.receivers()).hasSize(80).containsOnly(1);
	}

	@ParameterizedTest
	@EnumSource
	void aMemberThatLeavesGetsNothingMore(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		on.tell(30);
		on.sender.forget();
		// the state shows it, though the event has not come yet
		on.members.statusUntold(2, MemberStatus.LEAVING);
		on.tell(MANY);
		on.ask();
		assertThat(on.sender.receivers()).doesNotContain(2).contains(1, 3);
		assertThat(on.router.routees()).extracting(Member::id).containsExactly(FakeMembers.id(1), FakeMembers.id(3));
	}

	@ParameterizedTest
	@EnumSource
	void whatAMemberWasAskedThatCrashesFailsAtOnceUnlessOthersWereAskedToo(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		CompletableFuture<String> answer = on.ask();
		int asked = on.sender.sent.get(0).number();
		on.members.remove(asked);
		on.sender.lose(asked);
		if (sendsToAll(strategy) || strategy == RoutingStrategy.TAIL_CHOPPING) {
			assertThat(answer).isNotDone();
			on.sender.pending().get(0).answer().complete("of another one");
			assertThat(answer).isCompletedWithValue("of another one");
		}
		else {
			assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.MEMBER_GONE);
		}
		assertThat(on.sender.pending())
			.hasSize((strategy == RoutingStrategy.BROADCAST || strategy == RoutingStrategy.SCATTER_GATHER) ? 1 : 0);
	}

	@ParameterizedTest
	@EnumSource
	void whatMayBeRepeatedIsAskedOfAnotherMemberWhenOneCrashes(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(RouterFixture.settings(strategy).withRetries(1));
		on.members.up(1);
		CompletableFuture<String> answer = on.ask(true);
		on.members.up(2);
		on.members.remove(1);
		on.sender.lose(1);
		assertThat(on.sender.pending()).hasSize(1);
		on.sender.pending().get(0).answer().complete("of 2");
		assertThat(answer).isCompletedWithValue("of 2");
		assertThat(on.sender.receivers()).containsExactly(1, 2);
	}

	@ParameterizedTest
	@EnumSource
	void anUnreachableMemberGetsNothing(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		on.tell(3);
		on.sender.forget();
		on.members.reachable(3, false);
		on.tell(MANY);
		on.ask();
		assertThat(on.sender.receivers()).doesNotContain(3).contains(1, 2);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "BROADCAST", "SCATTER_GATHER", "CONSISTENT_HASH" })
	void aMemberThatReturnsBeginsSlowly(RoutingStrategy strategy) {
		RouterFixture on = returned(strategy);
		on.tell(MANY);
		assertThat(on.sender.count(3)).isBetween(1L, MANY / 10L);
		on.time.pass(SLOW_START.dividedBy(2));
		on.sender.forget();
		on.tell(MANY);
		assertThat(on.sender.count(3)).isBetween(MANY / 10L, MANY / 4L);
		on.time.pass(SLOW_START.dividedBy(2));
		on.sender.forget();
		on.tell(MANY);
		assertShared(on, strategy, 1, 2, 3);
	}

	@ParameterizedTest
	@EnumSource(names = { "BROADCAST", "SCATTER_GATHER", "CONSISTENT_HASH" })
	void aMemberThatReturnsGetsAllThatIsForIt(RoutingStrategy strategy) {
		RouterFixture on = returned(strategy);
		on.tell(MANY);
		assertShared(on, strategy, 1, 2, 3);
	}

	private static RouterFixture returned(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3).reachable(3, false);
		on.time.pass(Duration.ofSeconds(3));
		on.members.reachable(3, true);
		return on;
	}

	@ParameterizedTest
	@EnumSource
	void aMemberWithoutTheRoleGetsNothing(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1).upWith(2, "web").upWith(3).upWith(4, FakeMembers.ROLE, "web");
		on.tell(MANY);
		on.ask();
		assertThat(on.sender.receivers()).containsOnly(1, 4);
		assertThat(on.sender.count(4)).isPositive();
	}

	@ParameterizedTest
	@EnumSource
	void withoutARoleAllMembersAreRoutees(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(RouterSettings.of("quotes", strategy, "quote", null));
		on.members.up(1).upWith(2, "web").upWith(3);
		on.tell(MANY);
		assertShared(on, strategy, 1, 2, 3);
	}

	@ParameterizedTest
	@EnumSource
	void localOnlySendsToThisNodeAlone(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(RouterFixture.settings(strategy).withLocal(true, true));
		on.members.up(1, 2);
		List<CompletableFuture<Void>> waiting = on.tell(5);
		assertThat(on.sender.sent).isEmpty();
		on.members.up(0);
		on.ask();
		assertThat(waiting).allMatch(CompletableFuture::isDone);
		assertThat(on.sender.receivers()).hasSize(6).containsOnly(0);
	}

	@ParameterizedTest
	@EnumSource
	void withoutLocalThisNodeGetsNothing(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(RouterFixture.settings(strategy).withLocal(false, false));
		on.members.up(0);
		List<CompletableFuture<Void>> waiting = new ArrayList<>(on.tell(5));
		assertThat(on.sender.sent).isEmpty();
		on.members.up(1, 2);
		waiting.addAll(on.tell(MANY));
		on.ask();
		assertThat(waiting).allMatch(CompletableFuture::isDone);
		assertThat(on.sender.receivers().stream().collect(Collectors.toSet())).containsExactlyInAnyOrder(1, 2);
	}

	@ParameterizedTest
	@EnumSource
	void byDefaultThisNodeIsARouteeLikeOthers(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(0, 1, 2);
		on.tell(MANY);
		assertShared(on, strategy, 0, 1, 2);
	}

}
