package io.clusterboot.routing;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.messaging.MessageSender;
import io.clusterboot.messaging.UndeliveredException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to the members with a role, as its strategy says: to a handler that each
 * of them has (a group), or to workers that they start (a {@link Pool}). Its routees are
 * the reachable UP ones, as the last snapshot shows them: one that leaves or is
 * unreachable gets nothing more from then on.
 * <p>
 * What one thread sends to one routee arrives in that order, what waited for the first
 * routee included; only an ask that is sent again may be overtaken. Safe for use by many
 * threads.
 */
public final class Router implements AutoCloseable {

	private static final Comparator<Member> BY_ID = Comparator.comparing(Member::id);

	private final Cluster cluster;

	private final RouterSettings settings;

	private final Surroundings surroundings;

	private final WaitingRoom waitingRoom;

	private final Dispatch dispatch;

	private final Cluster.Subscription subscription;

	private volatile Routees routees = Routees.NONE;

	private volatile boolean closed;

	/**
	 * Creates a router.
	 * @param cluster where its routees are members
	 * @param sender sends, such as the messenger of this node
	 * @param settings what it does
	 * @param executor sends what waited for a routee; what it runs may wait for room in
	 * queues if the sender does
	 */
	public Router(Cluster cluster, MessageSender sender, RouterSettings settings, Executor executor) {
		this(cluster, sender, settings, Surroundings.real(executor));
	}

	Router(Cluster cluster, MessageSender sender, RouterSettings settings, Surroundings surroundings) {
		this.cluster = cluster;
		this.settings = settings;
		this.surroundings = surroundings;
		this.waitingRoom = new WaitingRoom(settings, surroundings);
		this.dispatch = new Dispatch(settings, sender, surroundings, Choice.by(settings, surroundings), this::present);
		this.subscription = cluster.subscribe((event) -> openIfAny());
		present();
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
	 * @return the members, sorted by id, each once
	 */
	public List<Member> routees() {
		return present().list().stream().map(Routee::member).distinct().sorted(BY_ID).toList();
	}

	/**
	 * Sends a message. Without a routee it waits for the first one, as long as the
	 * settings say: at most 10,000 messages and 8 MiB of them do.
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param key what it is about; needed by {@link RoutingStrategy#CONSISTENT_HASH} only
	 * @return completes when it is on its way; fails with {@link UndeliveredException}. A
	 * broadcast reaches all whom it can reach before it fails
	 * @throws IllegalArgumentException if the strategy needs a key and there is none
	 */
	public CompletableFuture<Void> tell(Object payload, Map<String, String> headers, @Nullable Object key) {
		checkKey(key);
		try {
			if (this.closed) {
				throw this.waitingRoom.stopped();
			}
			if (this.waitingRoom.isEmpty() && this.dispatch.tell(payload, headers, key)) {
				return CompletableFuture.completedFuture(null);
			}
			LateTell tell = new LateTell(this.dispatch, payload, headers, key, new CompletableFuture<>());
			await(tell, payload, headers, this.settings.awaitRoutees());
			return tell.told();
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Asks. Without a routee it waits for the first one, like a message. What was surely
	 * not handled, as its routee was not there any more, is sent to another one; what may
	 * have been handled only if the question is repeatable, as often as the settings say.
	 * @param question what, and how
	 * @param <T> the type of the answer
	 * @return the answer; fails with {@link UndeliveredException} or
	 * {@link io.clusterboot.messaging.HandlerFailedException}
	 * @throws IllegalArgumentException if the strategy needs a key and there is none
	 */
	public <T> CompletableFuture<T> ask(Question<T> question) {
		checkKey(question.key());
		Asking<T> asking = new Asking<>(question, this.dispatch);
		try {
			if (this.closed) {
				throw this.waitingRoom.stopped();
			}
			if (this.waitingRoom.isEmpty() && asking.ask()) {
				return asking.answer();
			}
			LateAsk<T> ask = new LateAsk<>(asking, this.surroundings.executor(), new CompletableFuture<>());
			await(ask, question.payload(), question.headers(), question.timeout());
			return ask.answer();
		}
		catch (UndeliveredException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void checkKey(@Nullable Object key) {
		if (key == null && this.settings.strategy() == RoutingStrategy.CONSISTENT_HASH) {
			throw new IllegalArgumentException("Router '" + this.settings.name()
					+ "' is a consistent-hash one and needs a routing key for each message");
		}
	}

	private void await(WaitingRoom.Errand errand, Object payload, Map<String, String> headers, Duration most) {
		this.waitingRoom.enter(errand, this.dispatch.sender().weight(payload, headers), most);
		// the first one may have come meanwhile
		openIfAny();
	}

	private void openIfAny() {
		if (!present().isEmpty()) {
			this.waitingRoom.open();
		}
	}

	private Routees present() {
		Routees known = this.routees;
		return (known.state() == this.cluster.state()) ? known : refresh();
	}

	private synchronized Routees refresh() {
		ClusterState state = this.cluster.state();
		Routees known = this.routees;
		if (known.state() != state) {
			known = known.next(state, this.settings, this.surroundings.clock().getAsLong());
			this.routees = known;
		}
		return known;
	}

	/**
	 * Sends nothing any more: what waits for a routee fails. Asks that were sent are
	 * answered yet.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.subscription.cancel();
		this.waitingRoom.close();
	}

	/**
	 * A question to a router.
	 *
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param key what it is about; needed by {@link RoutingStrategy#CONSISTENT_HASH} only
	 * @param reply the type of the answer
	 * @param timeout how long to wait for it, whoever is asked
	 * @param repeatable whether it does no harm to handle it twice
	 * @param <T> the same type
	 */
	public record Question<T>(Object payload, Map<String, String> headers, @Nullable Object key, Type reply,
			Duration timeout, boolean repeatable) {
	}

}
