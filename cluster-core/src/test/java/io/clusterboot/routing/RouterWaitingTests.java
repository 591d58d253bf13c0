package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router.Question;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Messages that wait for the first routee: none is lost, overtaken or kept for ever.
 */
class RouterWaitingTests {

	@Test
	void whatWaitedIsSentInOrderAndNothingOvertakesIt() {
		Queue<Runnable> tasks = new ArrayDeque<>();
		FakeMembers members = new FakeMembers();
		FakeSender sender = new FakeSender();
		FakeTime time = new FakeTime();
		Surroundings later = new Surroundings(time::now, new Random(1), tasks::add, time);
		Router router = new Router(members, sender, RouterFixture.settings(RoutingStrategy.ROUND_ROBIN), later);
		List<CompletableFuture<Void>> told = new ArrayList<>();
		IntStream.range(0, 5).forEach((i) -> told.add(router.tell(i, Map.of(), null)));
		members.up(1);
		// the executor has not come to them yet
		IntStream.range(5, 10).forEach((i) -> told.add(router.tell(i, Map.of(), null)));
		router.ask(new Question<>(10, Map.of(), null, String.class, RouterFixture.TIMEOUT, false));
		assertThat(sender.sent).isEmpty();
		while (!tasks.isEmpty()) {
			tasks.remove().run();
		}
		assertThat(told).allMatch(CompletableFuture::isDone);
		router.tell(11, Map.of(), null);
		assertThat(sender.payloads(1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
	}

	@Test
	void whoIsToldThatItsMessageIsOnItsWayMaySendTheNextOne() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.tell("first").thenRun(() -> on.tell("third"));
		on.tell("second");
		on.members.up(1);
		assertThat(on.sender.payloads(1)).containsExactlyInAnyOrder("first", "second", "third");
		assertThat(on.sender.payloads(1).indexOf("third")).isGreaterThan(on.sender.payloads(1).indexOf("first"));
	}

	@Test
	void whenTheOnlyRouteeGoesAgainTheRestWaitsOn() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.sender.breakDown(1, Reason.NO_SUCH_MEMBER);
		List<CompletableFuture<Void>> told = on.tell(3);
		on.members.up(1);
		assertThat(told).noneMatch(CompletableFuture::isDone);
		on.members.remove(1).up(2);
		assertThat(told).allMatch(CompletableFuture::isDone);
		assertThat(on.sender.payloads(2)).containsExactly("message 0", "message 1", "message 2");
	}

	@Test
	void oneThatFailedInTimeDoesNotHoldUpOthers() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		CompletableFuture<Void> early = on.tell("early");
		on.time.pass(Duration.ofSeconds(3));
		CompletableFuture<Void> late = on.tell("late");
		on.time.pass(Duration.ofSeconds(2));
		assertThat(RouterFixture.reason(early)).isEqualTo(Reason.NO_ROUTEE);
		assertThat(late).isNotDone();
		on.members.up(1);
		assertThat(late).isCompleted();
		assertThat(on.sender.payloads(1)).containsExactly("late");
	}

	@Test
	void anAskWaitsNoLongerThanItsAnswerMayTake() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		CompletableFuture<String> answer = on.router
			.ask(new Question<>("q", Map.of(), null, String.class, Duration.ofSeconds(1), false));
		on.time.pass(Duration.ofSeconds(1));
		assertThat(RouterFixture.reason(answer)).isEqualTo(Reason.NO_ROUTEE);
	}

	@Test
	void theTimeThatAnAskWaitedCounts() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.ask();
		on.time.pass(Duration.ofSeconds(2));
		on.members.up(1);
		assertThat(on.sender.sent.get(0).timeout()).isEqualTo(RouterFixture.TIMEOUT.minusSeconds(2));
	}

	@Test
	void notMoreThanSoManyWait() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		assertThat(on.tell(WaitingRoom.MOST)).noneMatch(CompletableFuture::isDone);
		assertThat(RouterFixture.reason(on.tell("one too many"))).isEqualTo(Reason.QUEUE_FULL);
		on.members.up(1);
		assertThat(on.tell("later")).isCompleted();
		assertThat(on.sender.count(1)).isEqualTo(WaitingRoom.MOST + 1L);
	}

	@Test
	void notMoreThanSoManyBytesWait() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		byte[] half = new byte[(int) WaitingRoom.MOST_BYTES / 2];
		CompletableFuture<Void> first = on.tell(half);
		CompletableFuture<Void> second = on.tell(half);
		assertThat(RouterFixture.reason(on.tell(new byte[1]))).isEqualTo(Reason.QUEUE_FULL);
		assertThat(first).isNotDone();
		on.time.pass(Duration.ofSeconds(5));
		assertThat(RouterFixture.reason(second)).isEqualTo(Reason.NO_ROUTEE);
		CompletableFuture<Void> third = on.tell(half);
		assertThat(third).isNotDone();
		on.members.up(1);
		assertThat(third).isCompleted();
	}

	@Test
	void withoutPatienceNothingWaits() {
		RouterFixture on = new RouterFixture(
				RouterFixture.settings(RoutingStrategy.ROUND_ROBIN).withAwaitRoutees(Duration.ZERO));
		assertThat(RouterFixture.reason(on.tell("hello"))).isEqualTo(Reason.NO_ROUTEE);
		assertThat(RouterFixture.reason(on.ask())).isEqualTo(Reason.NO_ROUTEE);
	}

	@Test
	void whatWaitsFailsWhenTheRouterIsClosed() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		CompletableFuture<Void> told = on.tell("hello");
		CompletableFuture<String> asked = on.ask();
		on.router.close();
		assertThat(RouterFixture.reason(told)).isEqualTo(Reason.STOPPED);
		assertThat(RouterFixture.reason(asked)).isEqualTo(Reason.STOPPED);
		assertThat(RouterFixture.reason(on.tell("more"))).isEqualTo(Reason.STOPPED);
		assertThat(RouterFixture.reason(on.ask())).isEqualTo(Reason.STOPPED);
		assertThat(on.time.alarms()).isZero();
		assertThat(on.members.subscribers()).isZero();
	}

	@Test
	void whoGaveUpIsNotSent() {
		RouterFixture on = new RouterFixture(RoutingStrategy.ROUND_ROBIN);
		on.tell("given up").cancel(false);
		on.ask().cancel(false);
		CompletableFuture<Void> told = on.tell("wanted");
		on.members.up(1);
		assertThat(told).isCompleted();
		assertThat(on.sender.payloads(1)).containsExactly("wanted");
	}

	@Test
	void aWeaklyUpMemberIsARouteeIfTheSettingsSaySo() {
		RouterSettings strict = RouterFixture.settings(RoutingStrategy.ROUND_ROBIN);
		RouterFixture on = new RouterFixture(new RouterSettings("quotes", strict.strategy(), "quote", strict.role(),
				true, false, true, strict.awaitRoutees(), strict.slowStart(), strict.interval(), 0, null));
		CompletableFuture<Void> told = on.tell("hello");
		on.members.up(1).status(1, MemberStatus.WEAKLY_UP);
		on.tell("more");
		assertThat(told).isCompleted();
		assertThat(on.sender.count(1)).isEqualTo(2);
	}

	@Test
	void aConsistentHashRouterWantsAKey() {
		RouterFixture on = new RouterFixture(RoutingStrategy.CONSISTENT_HASH);
		assertThatIllegalArgumentException().isThrownBy(() -> on.router.tell("hello", Map.of(), null))
			.withMessageContaining("quotes");
	}

}
