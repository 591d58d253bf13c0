package io.clusterboot.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.api.LoadSample;
import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of messages whose routees are lost, full, or answer with a failure.
 */
class RouterLossTests {

	@ParameterizedTest
	@EnumSource
	void aMessageGoesToAnotherOneWhenItsRouteeIsGoneThoughTheSnapshotDoesNotShowIt(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2);
		on.sender.breakDown(1, Reason.MEMBER_GONE);
		assertThat(on.tell(20)).allMatch((told) -> told.isDone() && !told.isCompletedExceptionally());
		assertThat(on.sender.receivers()).hasSize(20).containsOnly(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "BROADCAST", "SCATTER_GATHER" }, mode = EnumSource.Mode.EXCLUDE)
	void aMessageThatWaitedForOneThatWentGoesToAnotherOne(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2);
		on.tell("hello");
		FakeSender.Sent first = on.sender.sent.get(0);
		assertThat(first.goesBack(Reason.NOT_CONNECTED)).isTrue();
		assertThat(on.sender.receivers()).containsExactly(first.number(), 3 - first.number());
		assertThat(first.goesBack(Reason.QUEUE_FULL)).isFalse();
		on.members.remove(3 - first.number());
		assertThat(first.goesBack(Reason.MEMBER_GONE)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void anAskGoesToAnotherOneWhenItWasSurelyNotHandled(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2);
		on.sender.breakDown(1, Reason.MEMBER_GONE);
		on.sender.answer("quote");
		for (int i = 0; i < 20; i++) {
			assertThat(on.ask()).isCompletedWithValue("of 2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFullQueueIsToldToTheSender(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1);
		on.sender.breakDown(1, Reason.QUEUE_FULL);
		assertThat(RouterFixture.reason(on.tell("hello"))).isEqualTo(Reason.QUEUE_FULL);
		assertThat(RouterFixture.reason(on.ask())).isEqualTo(Reason.QUEUE_FULL);
	}

	@ParameterizedTest
	@EnumSource(names = { "BROADCAST", "SCATTER_GATHER" })
	void aBroadcastReachesTheOthersWhenOneQueueIsFullAndReportsIt(RoutingStrategy strategy) {
		RouterFixture on = new RouterFixture(strategy);
		on.members.up(1, 2, 3);
		on.sender.breakDown(1, Reason.QUEUE_FULL);
		CompletableFuture<Void> told = on.tell("hello");
		assertThat(on.sender.receivers()).containsExactly(2, 3);
		assertThat(RouterFixture.reason(told)).isEqualTo(Reason.QUEUE_FULL);
		UndeliveredException failure = (UndeliveredException) told.handle((value, ex) -> ex).join();
		assertThat(failure).hasMessageStartingWith("sent to 2 of 3 routees: ");
		assertThat(failure.mayBeHandled()).isTrue();
		assertThat(failure.getSuppressed()).hasSize(1);
	}

	@Test
	void anAskOfAllFailsWhenAllHaveFailedWithTheMostTellingFailure() {
		RouterFixture on = new RouterFixture(RoutingStrategy.SCATTER_GATHER);
		on.members.up(1, 2, 3);
		CompletableFuture<String> answer = on.ask();
		on.sender.sent.get(0).answer().completeExceptionally(new HandlerFailedException("Sold", "sold out"));
		on.sender.sent.get(1).fail(Reason.MEMBER_GONE);
		assertThat(answer).isNotDone();
		on.sender.sent.get(2).fail(Reason.NO_HANDLER);
		assertThat(answer.handle((value, ex) -> ex).join()).isInstanceOf(HandlerFailedException.class);
		assertThat(on.sender.sent).hasSize(3);
	}

	@Test
	void whatMayHaveBeenHandledIsNotAskedAgainUnlessItIsRepeatable() {
		RouterFixture on = new RouterFixture(RouterFixture.settings(RoutingStrategy.ROUND_ROBIN).withRetries(5));
		on.members.up(1, 2);
		CompletableFuture<String> once = on.ask(false);
		on.sender.sent.get(0).fail(Reason.CONNECTION_LOST);
		assertThat(RouterFixture.reason(once)).isEqualTo(Reason.CONNECTION_LOST);
		CompletableFuture<String> again = on.ask(true);
		on.sender.pending().get(0).fail(Reason.CONNECTION_LOST);
		on.sender.pending().get(0).answer().complete("at last");
		assertThat(again).isCompletedWithValue("at last");
	}

	@Test
	void anAskIsRepeatedAsOftenAsTheSettingsSay() {
		RouterFixture on = new RouterFixture(RouterFixture.settings(RoutingStrategy.ROUND_ROBIN).withRetries(2));
		on.members.up(1, 2, 3, 4, 5);
		CompletableFuture<String> answer = on.ask(true);
		for (int i = 0; i < 3; i++) {
			assertThat(answer).isNotDone();
			on.sender.pending().get(0).fail(Reason.MEMBER_GONE);
		}
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.MEMBER_GONE);
		assertThat(on.sender.receivers()).doesNotHaveDuplicates().hasSize(3);
	}

	@Test
	void aFailureOfTheHandlerIsNoReasonToAskAgain() {
		RouterFixture on = new RouterFixture(RouterFixture.settings(RoutingStrategy.ROUND_ROBIN).withRetries(2));
		on.members.up(1, 2);
		CompletableFuture<String> answer = on.ask(true);
		on.sender.sent.get(0).answer().completeExceptionally(new HandlerFailedException("Sold", "sold out"));
		assertThat(answer).isCompletedExceptionally();
		assertThat(on.sender.sent).hasSize(1);
	}

	@Test
	void aHandlerThatNobodyHasIsToldAtOnce() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.members.up(1, 2);
		CompletableFuture<String> answer = on.ask();
		on.sender.pending().get(0).fail(Reason.NO_HANDLER);
		on.sender.pending().get(0).fail(Reason.NO_HANDLER);
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.NO_HANDLER);
		assertThat(on.sender.receivers()).containsExactlyInAnyOrder(1, 2);
	}

	@Test
	void whatTheOnlyRouteeSurelyDidNotHandleWaitsForAnotherOne() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.members.up(1);
		on.sender.breakDown(1, Reason.NOT_CONNECTED);
		CompletableFuture<String> answer = on.ask();
		on.time.pass(Duration.ofSeconds(2));
		assertThat(answer).isNotDone();
		on.sender.answer("quote");
		on.members.up(2);
		on.time.pass(Duration.ofSeconds(1));
		assertThat(answer).isCompletedWithValue("of 2");
	}

	@Test
	void butNotForEver() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.members.up(1);
		on.sender.breakDown(1, Reason.NOT_CONNECTED);
		CompletableFuture<String> answer = on.ask();
		on.time.pass(Duration.ofSeconds(5));
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.NOT_CONNECTED);
		assertThat(on.time.alarms()).isZero();
	}

	@Test
	void tailChoppingAsksOneMoreAfterEachInterval() {
		RouterFixture on = new RouterFixture(RoutingStrategy.TAIL_CHOPPING);
		on.members.up(1, 2, 3);
		CompletableFuture<String> answer = on.ask();
		on.time.pass(Duration.ofMillis(99));
		assertThat(on.sender.sent).hasSize(1);
		on.time.pass(Duration.ofMillis(1));
		assertThat(on.sender.sent).hasSize(2);
		on.sender.sent.get(0).answer().complete("slow but first");
		assertThat(answer).isCompletedWithValue("slow but first");
		on.time.pass(Duration.ofSeconds(10));
		assertThat(on.sender.sent).hasSize(2);
		assertThat(on.time.alarms()).isZero();
	}

	@Test
	void tailChoppingAsksTheNextOneAtOnceWhenOneFailedAndThenWaitsAWholeInterval() {
		RouterFixture on = new RouterFixture(RoutingStrategy.TAIL_CHOPPING);
		on.members.up(1, 2, 3);
		CompletableFuture<String> answer = on.ask();
		on.time.pass(Duration.ofMillis(60));
		on.sender.sent.get(0).fail(Reason.QUEUE_FULL);
		assertThat(on.sender.sent).hasSize(2);
		on.time.pass(Duration.ofMillis(99));
		assertThat(on.sender.sent).hasSize(2);
		on.time.pass(Duration.ofMillis(1));
		assertThat(on.sender.receivers()).doesNotHaveDuplicates().hasSize(3);
		on.sender.sent.get(1).fail(Reason.QUEUE_FULL);
		assertThat(answer).isNotDone();
		on.sender.sent.get(2).fail(Reason.TIMEOUT);
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.QUEUE_FULL);
		assertThat(on.time.alarms()).isZero();
	}

	@Test
	void tailChoppingStopsWhenNobodyWaitsAnyLonger() {
		RouterFixture on = new RouterFixture(RoutingStrategy.TAIL_CHOPPING);
		on.members.up(1, 2, 3);
		on.ask().cancel(false);
		on.time.pass(Duration.ofSeconds(1));
		assertThat(on.sender.sent).hasSize(1);
	}

	@Test
	void theTimeoutIsForAllAttemptsTogether() {
		RouterFixture on = new RouterFixture(RoutingStrategy.TAIL_CHOPPING);
		on.members.up(1, 2);
		CompletableFuture<String> answer = on.router
			.ask(new Question<>("q", Map.of(), null, String.class, Duration.ofMillis(150), false));
		on.time.pass(Duration.ofMillis(100));
		assertThat(on.sender.sent).extracting(FakeSender.Sent::timeout)
			.containsExactly(Duration.ofMillis(150), Duration.ofMillis(50));
		on.sender.sent.forEach((sent) -> sent.fail(Reason.TIMEOUT));
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.TIMEOUT);
	}

	@Test
	void leastOutstandingPrefersWhoHasAnswered() {
		RouterFixture on = new RouterFixture(RoutingStrategy.LEAST_OUTSTANDING);
		on.members.up(1, 2, 3);
		for (int i = 0; i < 9; i++) {
			on.ask();
		}
		assertThat(on.sender.count(1)).isEqualTo(3);
		assertThat(on.sender.count(2)).isEqualTo(3);
		on.sender.pending().stream().filter((ask) -> ask.number() == 2).forEach((ask) -> ask.answer().complete("ok"));
		on.sender.forget();
		for (int i = 0; i < 3; i++) {
			on.ask();
		}
		assertThat(on.sender.receivers()).containsOnly(2);
	}

	@Test
	void leastOutstandingCountsOnForOneThatWasAway() {
		RouterFixture on = new RouterFixture(RoutingStrategy.LEAST_OUTSTANDING);
		on.members.up(1, 2);
		for (int i = 0; i < 4; i++) {
			on.ask();
		}
		on.members.reachable(1, false).reachable(1, true);
		on.time.pass(Duration.ofSeconds(10));
		on.sender.pending().stream().filter((ask) -> ask.number() == 2).forEach((ask) -> ask.fail(Reason.TIMEOUT));
		on.sender.forget();
		on.ask();
		on.ask();
		assertThat(on.sender.receivers()).containsExactly(2, 2);
	}

	@Test
	void adaptivePrefersWhoHasMoreToSpare() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ADAPTIVE);
		on.members.up(1, 2, 3).load(1, LoadSample.of(1, 1, 1, 0)).load(2, LoadSample.of(0.1, 0.1, 0.1, 0));
		on.tell(1000);
		// 3 says nothing and counts as half busy
		assertThat(on.sender.count(2)).isGreaterThan(on.sender.count(3) + 100);
		assertThat(on.sender.count(3)).isGreaterThan(on.sender.count(1) + 50);
		assertThat(on.sender.count(1)).isPositive();
	}

}
