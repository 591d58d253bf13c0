package io.clusterboot.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of messages when a member leaves.
 */
class LeavingTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int MANY = 2000;

	/** More than sender, network and window hold of a receiver that does nothing. */
	private static final int LARGE = 10_000;

	@Test
	void whatWasToldBeforeAMemberLeftIsHandledBeforeItIsDone() throws Exception {
		CountDownLatch later = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		try (Nodes nodes = new Nodes(3)) {
			Nodes.Node leaving = nodes.node(1);
			leaving.messenger().handle(counting("slow", later, handled));
			for (int i = 0; i < MANY / 4; i++) {
				nodes.node(0).messenger().tell(leaving.id(), "slow", new byte[LARGE], Map.of());
			}
			NodeId id = leaving.id();
			leave(leaving);
			CompletableFuture<Boolean> drained = leaving.messenger().drain(SOON);
			Nodes.await("gone for all", () -> nodes.node(0).runtime().state().member(id).isEmpty());
			assertThatExceptionOfType(UndeliveredException.class)
				.isThrownBy(() -> nodes.node(0).messenger().tell(id, "slow", new byte[1], Map.of()))
				.satisfies((failure) -> assertThat(failure.reason()).isIn(Reason.MEMBER_GONE, Reason.NO_SUCH_MEMBER));
			assertThat(drained).isNotDone();
			later.countDown();
			assertThat(drained).succeedsWithin(SOON).isEqualTo(true);
			assertThat(handled).hasValue(MANY / 4);
			assertThat(nodes.node(0).messenger().lost(Reason.MEMBER_GONE)).isZero();
		}
	}

	@Test
	void whatALeavingMemberToldOthersIsHandledBeforeItIsDone() throws Exception {
		CountDownLatch later = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		try (Nodes nodes = new Nodes(3)) {
			Nodes.Node leaving = nodes.node(1);
			nodes.node(0).messenger().handle(counting("slow", later, handled));
			for (int i = 0; i < MANY / 4; i++) {
				leaving.messenger().tell(nodes.node(0).id(), "slow", new byte[LARGE], Map.of());
			}
			leave(leaving);
			CompletableFuture<Boolean> drained = leaving.messenger().drain(SOON);
			later.countDown();
			assertThat(drained).succeedsWithin(SOON).isEqualTo(true);
			assertThat(handled).hasValue(MANY / 4);
		}
	}

	@Test
	void asksAreAnsweredByAMemberThatLeavesAndToIt() throws Exception {
		CountDownLatch later = new CountDownLatch(1);
		try (Nodes nodes = new Nodes(3)) {
			Nodes.Node leaving = nodes.node(1);
			Nodes.Node other = nodes.node(0);
			MessageHandler.Action answer = (message) -> {
				later.await();
				return message.payload();
			};
			leaving.messenger().handle(MessageHandler.of("slow", answer, String.class));
			other.messenger().handle(MessageHandler.of("slow", answer, String.class));
			CompletableFuture<String> of = other.messenger()
				.ask(leaving.id(), "slow", "of", Map.of(), String.class, SOON);
			CompletableFuture<String> to = leaving.messenger()
				.ask(other.id(), "slow", "to", Map.of(), String.class, SOON);
			CompletableFuture<String> itself = leaving.messenger()
				.ask(leaving.id(), "slow", "itself", Map.of(), String.class, SOON);
			leave(leaving);
			CompletableFuture<Boolean> drained = leaving.messenger().drain(SOON);
			later.countDown();
			assertThat(of).succeedsWithin(SOON).isEqualTo("of");
			assertThat(to).succeedsWithin(SOON).isEqualTo("to");
			assertThat(itself).succeedsWithin(SOON).isEqualTo("itself");
			assertThat(drained).succeedsWithin(SOON).isEqualTo(true);
		}
	}

	@Test
	void aHandlerThatHangsDoesNotKeepAMemberThatLeft() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		try (Nodes nodes = new Nodes(2)) {
			nodes.node(1).messenger().handle(counting("hang", never, handled));
			nodes.node(0).messenger().tell(nodes.node(1).id(), "hang", new byte[1], Map.of());
			Nodes.await("it came",
					() -> nodes.node(1).messenger().traffic().stream().anyMatch((t) -> t.received() == 1));
			leave(nodes.node(1));
			assertThat(nodes.node(1).messenger().drain(Duration.ofMillis(500))).succeedsWithin(SOON).isEqualTo(false);
			never.countDown();
		}
	}

	@Test
	void aNodeThatIsAloneHandlesWhatItToldItself() throws Exception {
		CountDownLatch later = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		try (Nodes nodes = new Nodes(1)) {
			nodes.node(0).messenger().handle(counting("slow", later, handled));
			for (int i = 0; i < 10; i++) {
				nodes.node(0).messenger().tell(nodes.node(0).id(), "slow", new byte[1], Map.of());
			}
			leave(nodes.node(0));
			CompletableFuture<Boolean> drained = nodes.node(0).messenger().drain(SOON);
			later.countDown();
			assertThat(drained).succeedsWithin(SOON).isEqualTo(true);
			assertThat(handled).hasValue(10);
		}
	}

	@Test
	void aMessageThatWasNotSentToAMemberThatCrashedGoesBack() {
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger returned = new AtomicInteger();
		try (Nodes nodes = new Nodes(3)) {
			nodes.node(1).messenger().handle(counting("hang", never, new AtomicInteger()));
			NodeId crashing = nodes.node(1).id();
			int waiting = 0;
			try {
				for (; waiting < 10 * MANY; waiting++) {
					nodes.node(0).messenger().tell(crashing, "hang", new byte[LARGE], Map.of(), (failure) -> {
						returned.incrementAndGet();
						return true;
					});
				}
			}
			catch (UndeliveredException ex) {
				assertThat(ex.reason()).isEqualTo(Reason.QUEUE_FULL);
			}
			Nodes.await("some are sent", () -> nodes.node(0).messenger().totalTraffic().sent() > 0);
			nodes.node(1).runtime().close();
			Nodes.await("removed", () -> nodes.node(0).runtime().state().member(crashing).isEmpty());
			// a full queue, less what still went into the connection
			int least = MessagingSettings.DEFAULTS.queueBytes() / LARGE / 2;
			Nodes.await("what was not sent comes back", () -> returned.get() > least);
			assertThat(returned.get()).isLessThan(waiting);
			assertThat(nodes.node(0).messenger().lost(Reason.MEMBER_GONE)).isZero();
			never.countDown();
		}
	}

	private static void leave(Nodes.Node node) throws Exception {
		CompletableFuture<Void> left = node.runtime().leave();
		assertThat(left).succeedsWithin(SOON);
	}

	private static MessageHandler counting(String name, CountDownLatch latch, AtomicInteger handled) {
		return MessageHandler.of(name, (message) -> {
			latch.await();
			handled.incrementAndGet();
			return null;
		}, byte[].class);
	}

}
