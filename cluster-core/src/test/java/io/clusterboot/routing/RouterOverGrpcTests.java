package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.Nodes;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routers and pools over real nodes.
 */
class RouterOverGrpcTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	private Router router(Nodes nodes, RouterSettings settings) {
		Nodes.Node sender = nodes.node(0);
		return new Router(sender.runtime(), sender.messenger(), settings, this.executor);
	}

	private static Question<String> question(String payload) {
		return new Question<>(payload, Map.of(), null, String.class, SOON, false);
	}

	@Test
	void aMemberThatLeavesTakesNoMessageWithIt() {
		Set<String> handled = ConcurrentHashMap.newKeySet();
		Map<NodeId, Integer> counts = new ConcurrentHashMap<>();
		RouterSettings settings = RouterSettings.of("log", RoutingStrategy.ROUND_ROBIN, "log", null)
			.withLocal(false, false);
		try (Nodes nodes = new Nodes(4); Router router = router(nodes, settings)) {
			for (int i = 1; i < 4; i++) {
				Nodes.Node node = nodes.node(i);
				node.messenger().handle(MessageHandler.of("log", (message) -> {
					handled.add((String) message.payload());
					counts.merge(node.id(), 1, Integer::sum);
					return null;
				}, String.class));
			}
			NodeId leaver = nodes.node(3).id();
			List<CompletableFuture<Void>> told = new ArrayList<>();
			send(router, told, 3000);
			CompletableFuture<Void> left = nodes.node(3).runtime().leave();
			while (!left.isDone()) {
				send(router, told, 10);
				Nodes.await("the handlers follow", () -> handled.size() > told.size() - 1000);
			}
			nodes.node(3).close();
			Nodes.await("the router follows",
					() -> router.routees().stream().map(Member::id).noneMatch(leaver::equals));
			send(router, told, 1000);
			assertThat(told).allMatch((one) -> one.isDone() && !one.isCompletedExceptionally());
			Nodes.await("all are handled", () -> handled.size() == told.size());
			assertThat(counts).hasSize(3);
			assertThat(counts.values()).allMatch((count) -> count >= 1000);
			assertThat(nodes.node(0).messenger().lost(Reason.MEMBER_GONE)).isZero();
		}
	}

	private static void send(Router router, List<CompletableFuture<Void>> told, int count) {
		for (int i = 0; i < count; i++) {
			told.add(router.tell("message " + told.size(), Map.of(), null));
		}
	}

	@Test
	void theWorkersOfAMemberThatGoesAreStartedElsewhere() {
		RouterSettings settings = RouterSettings.of("pool", RoutingStrategy.ROUND_ROBIN, "pool", null)
			.withPool(new PoolSettings(4, 6));
		List<Pool> pools = new ArrayList<>();
		try (Nodes nodes = new Nodes(3); Router router = router(nodes, settings)) {
			for (int i = 0; i < 3; i++) {
				Nodes.Node node = nodes.node(i);
				pools.add(new Pool(node.runtime(), node.messenger()::handle, settings,
						(number) -> (message) -> number + " at " + node.id(), this.executor, String.class));
			}
			assertThat(answers(router)).hasSize(6)
				.containsExactlyInAnyOrderElementsOf(expected(nodes, pools, List.of(0, 1, 2)));
			Nodes.await("left", () -> nodes.node(2).runtime().leave().isDone());
			nodes.node(2).close();
			Nodes.await("the others have all workers",
					() -> pools.get(0).workers().size() == 3 && pools.get(1).workers().size() == 3);
			assertThat(answers(router)).hasSize(6)
				.containsExactlyInAnyOrderElementsOf(expected(nodes, pools, List.of(0, 1)));
		}
		pools.forEach(Pool::close);
	}

	private static List<String> expected(Nodes nodes, List<Pool> pools, List<Integer> members) {
		return members.stream()
			.flatMap((i) -> pools.get(i).workers().stream().map((number) -> number + " at " + nodes.node(i).id()))
			.toList();
	}

	private static Set<String> answers(Router router) {
		Set<String> answers = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 12).forEach((i) -> {
			CompletableFuture<String> answer = router.ask(question("hello"));
			assertThat(answer).succeedsWithin(SOON);
			answers.add(answer.join());
		});
		return answers;
	}

	@Test
	void theFirstMessagesWaitUntilTheMemberHasJoined() {
		RouterSettings settings = RouterSettings.of("early", RoutingStrategy.ROUND_ROBIN, "early", null)
			.withLocal(false, false)
			.withAwaitRoutees(SOON);
		try (Nodes nodes = new Nodes(1); Router router = router(nodes, settings)) {
			Set<Object> handled = ConcurrentHashMap.newKeySet();
			List<CompletableFuture<Void>> told = new ArrayList<>();
			send(router, told, 100);
			assertThat(told).noneMatch(CompletableFuture::isDone);
			nodes.add().messenger().handle(MessageHandler.of("early", (message) -> {
				handled.add(message.payload());
				return null;
			}, String.class));
			assertThat(told).allSatisfy((one) -> assertThat(one).succeedsWithin(SOON));
			Nodes.await("all are handled", () -> handled.size() == 100);
		}
	}

}
