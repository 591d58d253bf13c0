package io.clusterboot.routing;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageHandler;

/**
 * This member's part of the workers of a pool. Each member with the role derives from its
 * own snapshot which workers it runs, so there is nobody who has to decide it, and nobody
 * whose failure would matter: they are spread evenly, and when a member goes, others
 * start its workers. A {@link Router} with the same settings sends to them, from any
 * member.
 * <p>
 * Members see others come and go at slightly different times. So a worker that belongs to
 * another member by now stays for messages that are under way, and one is started for the
 * first message that comes, if its sender saw earlier that it belongs here. For a moment
 * two members may run the same one; this is no singleton.
 */
public final class Pool implements AutoCloseable {

	/** As long as messages may still come from those who have older news. */
	private static final Duration LINGERING = Duration.ofSeconds(10);

	private final Cluster cluster;

	private final RouterSettings settings;

	private final PoolSettings pool;

	private final Surroundings surroundings;

	private final List<Worker> workers = new ArrayList<>();

	private final List<Runnable> registrations = new ArrayList<>();

	private final Rounds rounds;

	private final Cluster.Subscription subscription;

	private Assignment assignment = Assignment.NONE;

	private volatile Alarms.Alarm alarm = Alarms.Alarm.NONE;

	private volatile boolean closed;

	/**
	 * Creates the part of this member; before it joins, or the first messages may find
	 * nobody.
	 * @param cluster its membership
	 * @param registry takes handlers and gives back what takes them out again:
	 * {@code messenger::handle}
	 * @param settings those of the routers that send to the pool; must have a pool
	 * @param factory makes workers
	 * @param executor runs what starts and stops them
	 * @param types the types of payload that they accept, at least one
	 * @throws IllegalArgumentException if the settings are those of a group, or the
	 * registry has a handler of the same name
	 */
	public Pool(Cluster cluster, Function<? super MessageHandler, ? extends Runnable> registry, RouterSettings settings,
			WorkerFactory factory, Executor executor, Type... types) {
		this(cluster, registry, settings, factory, Surroundings.real(executor), types);
	}

	Pool(Cluster cluster, Function<? super MessageHandler, ? extends Runnable> registry, RouterSettings settings,
			WorkerFactory factory, Surroundings surroundings, Type... types) {
		PoolSettings pool = settings.pool();
		if (pool == null) {
			throw new IllegalArgumentException("Router '" + settings.name() + "' has no pool: set cluster.routers."
					+ settings.name() + ".pool.max-total");
		}
		this.cluster = cluster;
		this.settings = settings;
		this.pool = pool;
		this.surroundings = surroundings;
		this.rounds = new Rounds(surroundings.executor(), this::settle);
		for (int number = 0; number < pool.maxTotal(); number++) {
			this.workers
				.add(new Worker(Routee.workerName(settings.handler(), number), number, factory, surroundings.clock()));
		}
		register(registry, types);
		this.subscription = cluster.subscribe(this::changed);
		this.rounds.request();
	}

	private void register(Function<? super MessageHandler, ? extends Runnable> registry, Type... types) {
		try {
			for (Worker worker : this.workers) {
				this.registrations.add(registry.apply(MessageHandler.of(worker.name(), worker, types)));
			}
		}
		catch (RuntimeException ex) {
			this.registrations.forEach(Runnable::run);
			throw ex;
		}
	}

	private void changed(ClusterEvent event) {
		if (event instanceof MemberEvent) {
			this.rounds.request();
		}
	}

	/**
	 * The workers that belong to this member at present.
	 * @return their numbers, ascending
	 */
	public List<Integer> workers() {
		ClusterState state = this.cluster.state();
		Assignment places = Assignment.of(Routees.hosts(state, this.settings), this.pool);
		return IntStream.range(0, this.pool.maxTotal())
			.filter((number) -> state.self().equals(places.host(number)))
			.boxed()
			.toList();
	}

	/** One round at a time. */
	private void settle() {
		ClusterState state = this.cluster.state();
		NodeId self = state.self();
		this.assignment = this.assignment.next(Routees.hosts(state, this.settings), this.pool);
		boolean again = false;
		for (int number = 0; number < this.workers.size(); number++) {
			boolean here = self.equals(this.assignment.host(number));
			again |= this.workers.get(number).settle(here, LINGERING.toNanos());
		}
		this.alarm.cancel();
		if (again && !this.closed) {
			this.alarm = this.surroundings.alarms().after(LINGERING, this.rounds::request);
		}
	}

	/**
	 * Takes no more messages; workers are closed after those that they handle now. What
	 * waits for them fails: a node leaves before it closes its pools, and others have
	 * their workers by then.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.subscription.cancel();
		this.alarm.cancel();
		this.registrations.forEach(Runnable::run);
		this.workers.forEach(Worker::close);
	}

}
