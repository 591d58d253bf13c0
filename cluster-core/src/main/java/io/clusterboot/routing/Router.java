package io.clusterboot.routing;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to the members with a role, as its strategy says. Its routees are the
 * reachable UP ones, as the last snapshot shows them: one that leaves or is unreachable
 * gets nothing more from then on. Safe for use by many threads.
 */
public final class Router implements AutoCloseable {

	private final Cluster cluster;

	private final Messenger messenger;

	private final RouterSettings settings;

	private final Executor executor;

	private final Choice choice;

	private final WaitingRoom waitingRoom;

	private final Map<NodeId, AtomicInteger> outstanding = new ConcurrentHashMap<>();

	private final Cluster.Subscription subscription;

	private volatile Routees routees = Routees.NONE;

	/**
	 * Creates a router.
	 * @param cluster where its routees are members
	 * @param messenger sends
	 * @param settings what it does
	 * @param executor runs what waits
	 */
	public Router(Cluster cluster, Messenger messenger, RouterSettings settings, Executor executor) {
		this.cluster = cluster;
		this.messenger = messenger;
		this.settings = settings;
		this.executor = executor;
		this.waitingRoom = new WaitingRoom(settings, executor);
		this.choice = choice();
		this.subscription = cluster.subscribe((event) -> refresh(event.state()));
		refresh(cluster.state());
	}

	private Choice choice() {
		RandomGenerator random = threadLocal();
		long slowStart = this.settings.slowStart().toNanos();
		return switch (this.settings.strategy()) {
			case ROUND_ROBIN -> new RoundRobin(random, slowStart);
			case CONSISTENT_HASH -> new Rendezvous();
			case LEAST_OUTSTANDING -> new LeastOutstanding(random,
					(routee) -> (outstanding(routee.id()).get() + 1) / routee.share(System.nanoTime(), slowStart));
			case ADAPTIVE -> new WeightedRandom(random,
					(routee) -> spare(routee.member()) * routee.share(System.nanoTime(), slowStart));
			case RANDOM, BROADCAST, SCATTER_GATHER, TAIL_CHOPPING ->
				new WeightedRandom(random, (routee) -> routee.share(System.nanoTime(), slowStart));
		};
	}

	/** One that does not say how busy it is counts as half busy; none gets nothing. */
	private static double spare(Member member) {
		LoadSample load = member.load();
		return (load != null) ? Math.max(0.01, load.spare()) : 0.5;
	}

	private static RandomGenerator threadLocal() {
		return () -> ThreadLocalRandom.current().nextLong();
	}

	/**
	 * What the router does.
	 * @return the settings
	 */
	public RouterSettings settings() {
		return this.settings;
	}

	/**
	 * To whom it sends at present.
	 * @return the members, sorted by id
	 */
	public List<Member> routees() {
		return this.routees.list().stream().map(Routee::member).toList();
	}

	/**
	 * Sends a message.
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @param key what it is about; needed by {@link RoutingStrategy#CONSISTENT_HASH} only
	 * @return completes when it is on its way; fails with {@link UndeliveredException}
	 */
	public CompletableFuture<Void> tell(Object payload, Map<String, String> headers, @Nullable Object key) {
		if (this.routees.isEmpty()) {
			return this.waitingRoom.enter().thenCompose((here) -> tell(payload, headers, key));
		}
		try {
			tellNow(this.routees, payload, headers, key);
			return CompletableFuture.completedFuture(null);
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void tellNow(Routees present, Object payload, Map<String, String> headers, @Nullable Object key) {
		boolean all = this.settings.strategy() == RoutingStrategy.BROADCAST
				|| this.settings.strategy() == RoutingStrategy.SCATTER_GATHER;
		if (all) {
			present.list().forEach((routee) -> tell(routee, payload, headers));
		}
		else {
			tell(this.choice.of(present, key), payload, headers);
		}
	}

	private void tell(Routee routee, Object payload, Map<String, String> headers) {
		this.messenger.tell(routee.id(), this.settings.handler(), payload, headers);
	}

	/**
	 * Asks.
	 * @param question what, and how
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 */
	public <T> CompletableFuture<T> ask(Question<T> question) {
		return ask(question, Set.of(), question.repeatable() ? this.settings.retries() : 0);
	}

	private <T> CompletableFuture<T> ask(Question<T> question, Set<NodeId> lost, int retries) {
		Routees present = this.routees.without(lost);
		if (present.isEmpty()) {
			return lost.isEmpty() ? this.waitingRoom.enter().thenCompose((here) -> ask(question, lost, retries))
					: CompletableFuture.failedFuture(this.waitingRoom.none());
		}
		return switch (this.settings.strategy()) {
			case BROADCAST, SCATTER_GATHER -> FirstAnswer.ofAll(present.list(), (routee) -> askOne(routee, question));
			case TAIL_CHOPPING -> {
				List<Routee> shuffled = new ArrayList<>(present.list());
				Collections.shuffle(shuffled, new Random(ThreadLocalRandom.current().nextLong()));
				yield FirstAnswer.oneByOne(shuffled, this.settings.interval().toMillis(), this.executor,
						(routee) -> askOne(routee, question));
			}
			default -> askChosen(this.choice.of(present, question.key()), question, lost, retries);
		};
	}

	private <T> CompletableFuture<T> askChosen(Routee routee, Question<T> question, Set<NodeId> lost, int retries) {
		CompletableFuture<T> answer = askOne(routee, question);
		if (retries == 0) {
			return answer;
		}
		return answer.exceptionallyCompose((failure) -> {
			if (!isLost(failure)) {
				return CompletableFuture.failedFuture(failure);
			}
			Set<NodeId> excluded = new HashSet<>(lost);
			excluded.add(routee.id());
			return ask(question, excluded, retries - 1);
		});
	}

	private <T> CompletableFuture<T> askOne(Routee routee, Question<T> question) {
		AtomicInteger count = outstanding(routee.id());
		count.incrementAndGet();
		CompletableFuture<T> answer = this.messenger.ask(routee.id(), this.settings.handler(), question.payload(),
				question.headers(), question.reply(), question.timeout());
		answer.whenComplete((value, failure) -> count.decrementAndGet());
		return answer;
	}

	/** Whether another routee may do what this one did not. */
	private static boolean isLost(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return cause instanceof UndeliveredException undelivered && (undelivered.reason() == Reason.MEMBER_GONE
				|| undelivered.reason() == Reason.CONNECTION_LOST || undelivered.reason() == Reason.NOT_CONNECTED
				|| undelivered.reason() == Reason.NO_SUCH_MEMBER);
	}

	private AtomicInteger outstanding(NodeId id) {
		return this.outstanding.computeIfAbsent(id, (unknown) -> new AtomicInteger());
	}

	private synchronized void refresh(ClusterState state) {
		this.routees = this.routees.next(state, this.settings, System.nanoTime());
		this.outstanding.keySet().removeIf((id) -> state.member(id).isEmpty());
		if (!this.routees.isEmpty()) {
			this.waitingRoom.open();
		}
	}

	@Override
	public void close() {
		this.subscription.cancel();
	}

	/**
	 * A question to a router.
	 *
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @param key what it is about; needed by {@link RoutingStrategy#CONSISTENT_HASH} only
	 * @param reply the type of the answer
	 * @param timeout how long to wait for it
	 * @param repeatable whether it does no harm to ask more than one
	 * @param <T> the same type
	 */
	public record Question<T>(Object payload, Map<String, String> headers, @Nullable Object key, Type reply,
			Duration timeout, boolean repeatable) {
	}

}
