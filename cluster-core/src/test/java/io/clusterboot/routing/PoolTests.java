package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The workers that this node, number 0, runs for a pool.
 */
class PoolTests {

	private static final RouterSettings SETTINGS = RouterFixture.settings(RoutingStrategy.ROUND_ROBIN)
		.withPool(new PoolSettings(4, 6));

	private final FakeMembers members = new FakeMembers();

	private final FakeTime time = new FakeTime();

	private final Map<String, MessageHandler> handlers = new HashMap<>();

	private final Set<Integer> running = new TreeSet<>();

	private final List<Integer> closed = new ArrayList<>();

	private final Set<Integer> broken = new HashSet<>();

	private @Nullable CompletableFuture<String> result;

	private Pool pool() {
		return new Pool(this.members, this::register, SETTINGS, TestWorker::new, this.time.surroundings(1),
				String.class);
	}

	private Runnable register(MessageHandler handler) {
		assertThat(this.handlers.put(handler.name(), handler)).isNull();
		return () -> this.handlers.remove(handler.name());
	}

	private @Nullable Object send(int worker) throws Exception {
		MessageHandler handler = this.handlers.get("quote#" + worker);
		assertThat(handler).isNotNull();
		return handler.action().handle(new IncomingMessage("x", "String", FakeMembers.id(9), handler.name(), Map.of()));
	}

	private int elsewhere() {
		return IntStream.range(0, 6).filter((i) -> !this.running.contains(i)).findFirst().orElseThrow();
	}

	@Test
	void aMemberStartsTheWorkersThatBelongToIt() {
		Pool pool = pool();
		assertThat(this.running).isEmpty();
		this.members.up(0);
		assertThat(this.running).hasSize(4);
		assertThat(pool.workers()).containsExactlyElementsOf(this.running);
		this.members.up(1).up(2);
		assertThat(pool.workers()).hasSize(2);
	}

	@Test
	void itStartsThoseOfAMemberThatGoes() {
		Pool pool = pool();
		this.members.up(0, 1, 2);
		assertThat(this.running).hasSize(2);
		this.members.status(2, MemberStatus.LEAVING);
		assertThat(this.running).hasSize(3);
		this.members.remove(1).remove(2);
		assertThat(this.running).hasSize(4).containsExactlyElementsOf(pool.workers());
	}

	@Test
	void thoseOfAnUnreachableMemberStayThere() {
		pool();
		this.members.up(0, 1, 2);
		Set<Integer> before = new HashSet<>(this.running);
		this.members.reachable(1, false);
		assertThat(this.running).isEqualTo(before);
	}

	@Test
	void oneThatMovesIsClosedWhenNoMessageCameForAWhile() throws Exception {
		Pool pool = pool();
		this.members.up(0);
		this.members.up(1).up(2);
		Set<Integer> moved = new TreeSet<>(this.running);
		pool.workers().forEach(moved::remove);
		assertThat(moved).hasSize(2);
		int used = moved.iterator().next();
		this.time.pass(Duration.ofSeconds(5));
		assertThat(send(used)).isEqualTo("of " + used);
		this.time.pass(Duration.ofSeconds(5));
		assertThat(this.closed).doesNotContain(used).hasSize(1);
		this.time.pass(Duration.ofSeconds(10));
		assertThat(this.closed).containsExactlyInAnyOrderElementsOf(moved);
		assertThat(this.running).containsExactlyElementsOf(pool.workers());
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void oneThatIsAtWorkIsNotClosed() throws Exception {
		pool();
		this.members.up(0);
		this.result = new CompletableFuture<>();
		int worker = this.running.iterator().next();
		CompletableFuture<?> answer = (CompletableFuture<?>) send(worker);
		this.members.status(0, MemberStatus.LEAVING);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.closed).hasSize(3).doesNotContain(worker);
		this.result.complete("done");
		assertThat(answer).isNotNull();
		assertThat(answer.getNow(null)).isEqualTo("done");
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.closed).hasSize(4).contains(worker);
	}

	@Test
	void aMessageThatComesBeforeTheNewsStartsItsWorker() throws Exception {
		pool();
		this.members.up(0, 1, 2);
		int other = elsewhere();
		assertThat(send(other)).isEqualTo("of " + other);
		assertThat(this.running).contains(other);
		this.members.remove(1).remove(2);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.running).hasSizeBetween(4, 5);
	}

	@Test
	void aWorkerThatCannotBeStartedIsToldAndTriedAgain() throws Exception {
		Pool pool = pool();
		this.broken.addAll(List.of(0, 1, 2, 3, 4, 5));
		this.members.up(0);
		assertThat(this.running).isEmpty();
		int worker = pool.workers().get(0);
		assertThatIllegalStateException().isThrownBy(() -> send(worker)).withMessage("cannot start");
		this.broken.clear();
		assertThat(send(worker)).isEqualTo("of " + worker);
		this.time.pass(Duration.ofSeconds(10));
		assertThat(this.running).hasSize(4);
	}

	@Test
	void closingThePoolClosesItsWorkersAndTakesTheirHandlersOut() throws Exception {
		Pool pool = pool();
		this.members.up(0);
		int worker = this.running.iterator().next();
		MessageHandler handler = this.handlers.get("quote#" + worker);
		this.result = new CompletableFuture<>();
		send(worker);
		pool.close();
		assertThat(this.handlers).isEmpty();
		assertThat(this.closed).hasSize(3).doesNotContain(worker);
		assertThat(handler).isNotNull();
		IncomingMessage late = new IncomingMessage("x", "String", FakeMembers.id(9), handler.name(), Map.of());
		assertThatIllegalStateException().isThrownBy(() -> handler.action().handle(late))
			.withMessageContaining("stopped");
		this.result.complete("done");
		assertThat(this.closed).hasSize(4);
		this.members.up(1);
		assertThat(this.running).isEmpty();
		assertThat(this.members.subscribers()).isZero();
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void aPoolNeedsSettingsOfAPool() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Pool(this.members, this::register, SETTINGS.withPool(null), TestWorker::new,
					this.time.surroundings(1), String.class))
			.withMessageContaining("cluster.routers.quotes.pool");
	}

	@Test
	void whatWasRegisteredIsTakenOutWhenOneNameIsTaken() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Pool(this.members, (handler) -> {
			if (handler.name().equals("quote#3")) {
				throw new IllegalArgumentException("taken");
			}
			return register(handler);
		}, SETTINGS, TestWorker::new, this.time.surroundings(1), String.class));
		assertThat(this.handlers).isEmpty();
	}

	@Test
	void aRouterSendsToTheWorkersWhereTheyRun() {
		RouterFixture on = new RouterFixture(SETTINGS);
		Pool pool = new Pool(on.members, this::register, SETTINGS, TestWorker::new, on.time.surroundings(1),
				String.class);
		on.members.up(0, 1, 2);
		on.tell(60);
		assertThat(on.sender.sent).extracting(FakeSender.Sent::handler)
			.containsOnly("quote#0", "quote#1", "quote#2", "quote#3", "quote#4", "quote#5");
		assertThat(on.sender.sent.stream()
			.filter((sent) -> sent.number() == 0)
			.map((sent) -> Integer.valueOf(sent.handler().substring(6)))
			.distinct()
			.sorted()).containsExactlyElementsOf(pool.workers());
		assertThat(on.router.routees()).hasSize(3);
		on.sender.forget();
		on.members.reachable(1, false);
		on.tell(60);
		assertThat(on.sender.receivers()).doesNotContain(1).contains(0, 2);
		on.sender.forget();
		on.members.status(1, MemberStatus.DOWN);
		on.tell(60);
		assertThat(on.sender.sent.stream().map(FakeSender.Sent::handler).distinct()).hasSize(6);
	}

	@Test
	void keysFollowTheirWorker() {
		RouterFixture on = new RouterFixture(
				RouterFixture.settings(RoutingStrategy.CONSISTENT_HASH).withPool(new PoolSettings(10, 10)));
		on.members.up(1, 2, 3);
		Map<String, String> before = new HashMap<>();
		for (int i = 0; i < 100; i++) {
			on.router.tell("x", Map.of(), "key " + i);
			before.put("key " + i, on.sender.sent.get(i).handler());
		}
		on.members.up(4).remove(2);
		on.sender.forget();
		for (int i = 0; i < 100; i++) {
			on.router.tell("x", Map.of(), "key " + i);
			assertThat(on.sender.sent.get(i).handler()).isEqualTo(before.get("key " + i));
		}
	}

	@Test
	void anAskOfAWorkerThatIsNotThereYetIsAskedAgain() {
		RouterFixture on = new RouterFixture(SETTINGS.withPool(new PoolSettings(1, 1)));
		on.members.up(1);
		CompletableFuture<String> answer = on.ask();
		on.sender.pending().get(0).fail(Reason.NO_HANDLER);
		on.time.pass(Duration.ofMillis(50));
		on.sender.pending().get(0).fail(Reason.NO_HANDLER);
		assertThat(answer).isNotDone();
		on.time.pass(Duration.ofMillis(100));
		on.sender.pending().get(0).answer().complete("there now");
		assertThat(answer).isCompletedWithValue("there now");
		assertThat(on.sender.receivers()).containsExactly(1, 1, 1);
	}

	/** A worker that tells the test when it comes and goes. */
	private final class TestWorker implements MessageHandler.Action, AutoCloseable {

		private final int number;

		private TestWorker(int number) {
			this.number = number;
			if (PoolTests.this.broken.contains(number)) {
				throw new IllegalStateException("cannot start");
			}
			assertThat(PoolTests.this.running.add(number)).isTrue();
		}

		@Override
		public Object handle(IncomingMessage message) {
			CompletableFuture<String> later = PoolTests.this.result;
			return (later != null) ? later : "of " + this.number;
		}

		@Override
		public void close() {
			PoolTests.this.running.remove(this.number);
			PoolTests.this.closed.add(this.number);
		}

	}

}
