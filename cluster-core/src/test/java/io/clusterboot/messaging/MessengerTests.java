package io.clusterboot.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages between real nodes, as their users send them.
 */
class MessengerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@Test
	void aToldMessageReachesItsHandlerInOrder() {
		try (Nodes nodes = new Nodes(2)) {
			Queue<String> told = new ConcurrentLinkedQueue<>();
			nodes.node(1).messenger().handle(MessageHandler.of("log", (message) -> {
				told.add((String) message.payload());
				return null;
			}, String.class));
			for (int i = 0; i < 10_000; i++) {
				nodes.node(0).messenger().tell(nodes.node(1).id(), "log", "message " + i, Map.of());
			}
			Nodes.await("all are told", () -> told.size() == 10_000);
			int i = 0;
			for (String message : told) {
				assertThat(message).isEqualTo("message " + i++);
			}
		}
	}

	@Test
	void anAskIsAnswered() throws Exception {
		try (Nodes nodes = new Nodes(2)) {
			nodes.node(1)
				.messenger()
				.handle(MessageHandler.of("greet",
						(message) -> "Hello " + message.payload() + " of " + message.headers().get("city"),
						String.class));
			CompletableFuture<String> answer = nodes.node(0)
				.messenger()
				.ask(nodes.node(1).id(), "greet", "Ada", Map.of("city", "London"), String.class, SOON);
			assertThat(answer).succeedsWithin(SOON).isEqualTo("Hello Ada of London");
			String called = nodes.node(0)
				.messenger()
				.call(nodes.node(1).id(), "greet", "Bob", Map.of("city", "Rome"), String.class, SOON);
			assertThat(called).isEqualTo("Hello Bob of Rome");
		}
	}

	@Test
	void aNodeSendsItselfMessagesWithoutTheNetwork() {
		try (Nodes nodes = new Nodes(1)) {
			Nodes.Node node = nodes.node(0);
			node.messenger().handle(MessageHandler.of("echo", IncomingMessage::payload, byte[].class));
			byte[] payload = { 1, 2, 3 };
			assertThat(node.messenger().ask(node.id(), "echo", payload, Map.of(), byte[].class, SOON))
				.succeedsWithin(SOON)
				.isEqualTo(payload);
		}
	}

	@Test
	void whatAHandlerThrowsReachesTheAsker() {
		try (Nodes nodes = new Nodes(2)) {
			nodes.node(1).messenger().handle(MessageHandler.of("fail", (message) -> {
				throw new IllegalStateException("out of stock");
			}, String.class));
			assertThat(nodes.node(0).messenger().ask(nodes.node(1).id(), "fail", "x", Map.of(), String.class, SOON))
				.failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(HandlerFailedException.class)
				.withMessage("out of stock");
		}
	}

	@Test
	void anAskOfNobodyFailsWithAReason() {
		try (Nodes nodes = new Nodes(2)) {
			Messenger messenger = nodes.node(0).messenger();
			NodeId other = nodes.node(1).id();
			nodes.node(1).messenger().handle(MessageHandler.of("text", IncomingMessage::payload, String.class));
			NodeId stranger = new NodeId(new NodeAddress("127.0.0.1", 1), 1);
			assertThat(reason(messenger.ask(other, "none", "x", Map.of(), String.class, SOON)))
				.isEqualTo(Reason.NO_HANDLER);
			assertThat(reason(messenger.ask(other, "text", new byte[0], Map.of(), String.class, SOON)))
				.isEqualTo(Reason.UNKNOWN_TYPE);
			assertThat(reason(messenger.ask(stranger, "text", "x", Map.of(), String.class, SOON)))
				.isEqualTo(Reason.NO_SUCH_MEMBER);
			assertThat(reason(messenger.ask(other, "text", new byte[2_000_000], Map.of(), String.class, SOON)))
				.isEqualTo(Reason.PAYLOAD_TOO_LARGE);
		}
	}

	@Test
	void whatAHandlerCouldNotSendItselfIsNoReasonForTheAskersOwnMessage() {
		try (Nodes nodes = new Nodes(2)) {
			nodes.node(1).messenger().handle(MessageHandler.of("nested", (message) -> {
				throw new UndeliveredException(Reason.NO_HANDLER, "of another one");
			}, String.class));
			assertThat(nodes.node(0).messenger().ask(nodes.node(1).id(), "nested", "x", Map.of(), String.class, SOON))
				.failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(HandlerFailedException.class)
				.withMessage("of another one");
		}
	}

	@Test
	void anAnswerThatCannotBeSentIsSaidToBeLost() {
		try (Nodes nodes = new Nodes(2)) {
			Messenger messenger = nodes.node(1).messenger();
			messenger.handle(MessageHandler.of("large", (message) -> new byte[2_000_000], String.class));
			messenger.handle(MessageHandler.of("odd", (message) -> new Object(), String.class));
			for (String handler : List.of("large", "odd")) {
				assertThat(reason(
						nodes.node(0).messenger().ask(nodes.node(1).id(), handler, "x", Map.of(), byte[].class, SOON)))
					.isEqualTo(Reason.ANSWER_LOST);
			}
		}
	}

	@Test
	void aPayloadThatIsTooLargeForItsReceiverFailsAlone() {
		MessagingSettings larger = new MessagingSettings(4 * 1024 * 1024, 8 * 1024 * 1024, 1024 * 1024, 100, SOON, SOON,
				MessagingSettings.WhenFull.FAIL);
		byte[] large = new byte[2_000_000];
		try (Nodes nodes = new Nodes(1)) {
			Nodes.Node other = nodes.add(larger);
			nodes.awaitUp(2);
			Nodes.Node plain = nodes.node(0);
			plain.messenger().handle(MessageHandler.of("length", (message) -> {
				return String.valueOf(((byte[]) message.payload()).length);
			}, byte[].class));
			other.messenger().handle(MessageHandler.of("large", (message) -> large, String.class));
			Queue<Undelivered> lost = new ConcurrentLinkedQueue<>();
			other.messenger().onUndelivered(lost::add);
			CompletableFuture<String> before = other.messenger()
				.ask(plain.id(), "length", new byte[10], Map.of(), String.class, SOON);
			CompletableFuture<String> tooLarge = other.messenger()
				.ask(plain.id(), "length", large, Map.of(), String.class, SOON);
			other.messenger().tell(plain.id(), "length", large, Map.of());
			CompletableFuture<String> after = other.messenger()
				.ask(plain.id(), "length", new byte[20], Map.of(), String.class, SOON);
			assertThat(before).succeedsWithin(SOON).isEqualTo("10");
			assertThat(after).succeedsWithin(SOON).isEqualTo("20");
			assertThat(reason(tooLarge)).isEqualTo(Reason.PAYLOAD_TOO_LARGE);
			Nodes.await("the loss is told", () -> lost.size() == 1);
			assertThat(lost.peek().reason()).isEqualTo(Reason.PAYLOAD_TOO_LARGE);
			assertThat(reason(plain.messenger().ask(other.id(), "large", "x", Map.of(), byte[].class, SOON)))
				.isEqualTo(Reason.ANSWER_LOST);
		}
	}

	@Test
	void anAskWhoseTimeIsOverIsNotSentAnyMore() throws InterruptedException {
		CountDownLatch later = new CountDownLatch(1);
		MessagingSettings small = new MessagingSettings(64 * 1024, 1024 * 1024, 64 * 1024, 1000, SOON, SOON,
				MessagingSettings.WhenFull.FAIL);
		try (Nodes nodes = new Nodes(2, small)) {
			Queue<Object> handled = new ConcurrentLinkedQueue<>();
			nodes.node(1).messenger().handle(MessageHandler.of("slow", (message) -> {
				later.await();
				handled.add(message.payload());
				return null;
			}, byte[].class, String.class));
			Messenger messenger = nodes.node(0).messenger();
			NodeId to = nodes.node(1).id();
			int told = 0;
			boolean full = false;
			while (!full) {
				try {
					messenger.tell(to, "slow", new byte[20_000], Map.of());
					told++;
				}
				catch (UndeliveredException ex) {
					full = true;
				}
			}
			CompletableFuture<String> answer = messenger.ask(to, "slow", "late", Map.of(), String.class,
					Duration.ofMillis(50));
			assertThat(reason(answer)).isEqualTo(Reason.TIMEOUT);
			later.countDown();
			int all = told;
			Nodes.await("all that were taken are handled", () -> handled.size() >= all);
			assertThat(handled).hasSize(all).doesNotContain("late");
		}
	}

	@Test
	void whatWaitsForACrashedMemberIsGivenBackOnceItIsUnreachable() {
		try (Nodes nodes = new Nodes(3)) {
			NodeId crashed = nodes.node(1).id();
			nodes.node(1).close();
			assertThat(reason(
					nodes.node(0).messenger().ask(crashed, "none", "x", Map.of(), String.class, Duration.ofMinutes(1))))
				.isEqualTo(Reason.NOT_CONNECTED);
		}
	}

	@Test
	void anAnswerThatDoesNotComeInTimeIsATimeout() {
		CountDownLatch never = new CountDownLatch(1);
		try (Nodes nodes = new Nodes(2)) {
			nodes.node(1).messenger().handle(MessageHandler.of("sleep", (message) -> {
				never.await();
				return null;
			}, String.class));
			assertThat(reason(nodes.node(0)
				.messenger()
				.ask(nodes.node(1).id(), "sleep", "x", Map.of(), String.class, Duration.ofMillis(100))))
				.isEqualTo(Reason.TIMEOUT);
			never.countDown();
		}
	}

	@Test
	void asksThatAMemberDoesNotAnswerBeforeItIsGoneFailAtOnce() {
		CountDownLatch never = new CountDownLatch(1);
		try (Nodes nodes = new Nodes(3)) {
			nodes.node(1).messenger().handle(MessageHandler.of("sleep", (message) -> {
				never.await();
				return null;
			}, String.class));
			NodeId other = nodes.node(1).id();
			CompletableFuture<String> answer = nodes.node(0)
				.messenger()
				.ask(other, "sleep", "x", Map.of(), String.class, Duration.ofMinutes(10));
			assertThat(nodes.node(1).runtime().leave()).succeedsWithin(SOON);
			nodes.node(1).close();
			assertThat(reason(answer)).isIn(Reason.MEMBER_GONE, Reason.CONNECTION_LOST);
			never.countDown();
			assertThatExceptionOfType(UndeliveredException.class)
				.isThrownBy(() -> nodes.node(0).messenger().tell(other, "sleep", "x", Map.of()));
		}
	}

	@Test
	void aSenderWhoseReceiverDoesNotFollowIsToldSoAndNothingGrows() {
		CountDownLatch later = new CountDownLatch(1);
		MessagingSettings small = new MessagingSettings(64 * 1024, 256 * 1024, 64 * 1024, 100, SOON, SOON,
				MessagingSettings.WhenFull.FAIL);
		try (Nodes nodes = new Nodes(2, small)) {
			Queue<Integer> handled = new ConcurrentLinkedQueue<>();
			nodes.node(1).messenger().handle(MessageHandler.of("slow", (message) -> {
				later.await();
				handled.add(((byte[]) message.payload()).length);
				return null;
			}, byte[].class));
			int sent = 0;
			Reason failure = null;
			while (failure == null && sent < 10_000) {
				try {
					nodes.node(0).messenger().tell(nodes.node(1).id(), "slow", new byte[10_000], Map.of());
					sent++;
				}
				catch (UndeliveredException ex) {
					failure = ex.reason();
				}
			}
			assertThat(failure).isEqualTo(Reason.QUEUE_FULL);
			assertThat(sent).isLessThan(1000);
			later.countDown();
			int all = sent;
			Nodes.await("all that were taken are handled", () -> handled.size() == all);
		}
	}

	@Test
	void aSenderThatMayWaitForRoomWaitsAndLosesNothing() {
		CountDownLatch later = new CountDownLatch(1);
		Queue<Integer> handled = new ConcurrentLinkedQueue<>();
		try (Nodes nodes = new Nodes(2, blocking(SOON))) {
			nodes.node(1).messenger().handle(MessageHandler.of("slow", (message) -> {
				later.await();
				handled.add(((byte[]) message.payload()).length);
				return null;
			}, byte[].class));
			Thread sender = new Thread(() -> {
				for (int i = 0; i < 1000; i++) {
					nodes.node(0).messenger().tell(nodes.node(1).id(), "slow", new byte[10_000], Map.of());
				}
			});
			sender.start();
			Nodes.await("it waits", () -> sender.getState() == Thread.State.TIMED_WAITING);
			later.countDown();
			Nodes.await("all are handled", () -> handled.size() == 1000);
		}
	}

	@Test
	void aSenderThatWaitsForRoomIsToldWhenThereIsNone() {
		CountDownLatch never = new CountDownLatch(1);
		try (Nodes nodes = new Nodes(2, blocking(Duration.ofMillis(300)))) {
			nodes.node(1).messenger().handle(MessageHandler.of("slow", (message) -> {
				never.await();
				return null;
			}, byte[].class));
			assertThatExceptionOfType(UndeliveredException.class).isThrownBy(() -> {
				for (int i = 0; i < 10_000; i++) {
					nodes.node(0).messenger().tell(nodes.node(1).id(), "slow", new byte[10_000], Map.of());
				}
			}).satisfies((failure) -> assertThat(failure.reason()).isEqualTo(Reason.QUEUE_FULL));
			never.countDown();
		}
	}

	private static MessagingSettings blocking(Duration timeout) {
		return new MessagingSettings(64 * 1024, 256 * 1024, 64 * 1024, 100, timeout, SOON,
				MessagingSettings.WhenFull.BLOCK);
	}

	@Test
	void messagesAreCountedAtBothEndsAnswersIncluded() {
		try (Nodes nodes = new Nodes(2)) {
			Nodes.Node asker = nodes.node(0);
			Nodes.Node other = nodes.node(1);
			other.messenger().handle(MessageHandler.of("text", (message) -> "four", String.class));
			assertThat(asker.messenger().traffic()).isEmpty();
			for (int i = 0; i < 3; i++) {
				assertThat(asker.messenger().ask(other.id(), "text", "ask", Map.of(), String.class, SOON))
					.succeedsWithin(SOON)
					.isEqualTo("four");
			}
			for (int i = 0; i < 1000; i++) {
				asker.messenger().tell(other.id(), "text", "telling", Map.of());
			}
			Nodes.await("all came", () -> received(other) == 1003);
			assertThat(asker.messenger().traffic())
				.containsExactly(new Traffic(other.id(), 1003, 3 * 3 + 1000 * 7, 3, 3 * 4));
			assertThat(other.messenger().traffic())
				.containsExactly(new Traffic(asker.id(), 3, 3 * 4, 1003, 3 * 3 + 1000 * 7));
		}
	}

	@Test
	void whatANodeSendsItselfIsNoTraffic() {
		try (Nodes nodes = new Nodes(1)) {
			Nodes.Node node = nodes.node(0);
			node.messenger().handle(MessageHandler.of("echo", IncomingMessage::payload, String.class));
			node.messenger().tell(node.id(), "echo", "x", Map.of());
			assertThat(node.messenger().ask(node.id(), "echo", "x", Map.of(), String.class, SOON)).succeedsWithin(SOON)
				.isEqualTo("x");
			assertThat(node.messenger().traffic()).isEmpty();
		}
	}

	@Test
	void theCountersOfAMemberAreGoneWithIt() {
		try (Nodes nodes = new Nodes(3)) {
			Messenger staying = nodes.node(0).messenger();
			nodes.node(1).messenger().handle(MessageHandler.of("echo", IncomingMessage::payload, String.class));
			nodes.node(2).messenger().handle(MessageHandler.of("echo", IncomingMessage::payload, String.class));
			NodeId leaving = nodes.node(1).id();
			NodeId other = nodes.node(2).id();
			assertThat(staying.ask(leaving, "echo", "x", Map.of(), String.class, SOON)).succeedsWithin(SOON);
			assertThat(staying.ask(other, "echo", "x", Map.of(), String.class, SOON)).succeedsWithin(SOON);
			assertThat(staying.traffic()).extracting(Traffic::peer).containsExactlyInAnyOrder(leaving, other);
			assertThat(nodes.node(1).runtime().leave()).succeedsWithin(SOON);
			Nodes.await("only the other one is left",
					() -> staying.traffic().stream().map(Traffic::peer).toList().equals(List.of(other)));
			Nodes.await("who left counts nothing more", () -> nodes.node(1).messenger().traffic().isEmpty());
		}
	}

	private static long received(Nodes.Node node) {
		return node.messenger().traffic().stream().mapToLong(Traffic::received).sum();
	}

	private static Reason reason(CompletableFuture<?> answer) {
		List<Reason> reasons = new java.util.ArrayList<>();
		assertThat(answer).failsWithin(SOON).withThrowableOfType(ExecutionException.class).satisfies((failure) -> {
			assertThat(failure.getCause()).isInstanceOf(UndeliveredException.class);
			reasons.add(((UndeliveredException) failure.getCause()).reason());
		});
		return reasons.get(0);
	}

}
