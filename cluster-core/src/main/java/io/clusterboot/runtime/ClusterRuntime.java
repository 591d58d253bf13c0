package io.clusterboot.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.Lease;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real world round one {@link io.clusterboot.node.ClusterNode}: one event-loop thread
 * that owns it, its timer, and one dispatcher thread that tells listeners about changes
 * in order. After the node was removed by others it starts a new life as the settings
 * say.
 */
public final class ClusterRuntime implements Cluster, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ClusterRuntime.class);

	/** How long closing waits for listeners. */
	private static final long LISTENERS_MILLIS = 2000;

	private final ClusterSettings settings;

	private final Transport transport;

	private final @Nullable Lease lease;

	private final Engine.Factory factory;

	private final Audience audience;

	private final EventLoop loop;

	private @Nullable NodeAddress bound;

	private boolean joining;

	private boolean closed;

	/**
	 * Creates a runtime without a lease; nothing runs yet.
	 * @param settings the settings
	 * @param transport the network; closed by {@link #close}
	 * @throws InvalidSettingException if the downing strategy needs a lease
	 */
	public ClusterRuntime(ClusterSettings settings, Transport transport) {
		this(settings, transport, null);
	}

	/**
	 * Creates a runtime; nothing runs yet.
	 * @param settings the settings
	 * @param transport the network; closed by {@link #close}
	 * @param lease what decides splits under {@link DowningMode#LEASE_MAJORITY}; null if
	 * there is none, and not used by the other strategies
	 * @throws InvalidSettingException if the downing strategy needs a lease and there is
	 * none
	 */
	public ClusterRuntime(ClusterSettings settings, Transport transport, @Nullable Lease lease) {
		this(settings, transport, lease, Engine.Factory.REAL, MembershipLog.MEMBERSHIP);
	}

	ClusterRuntime(ClusterSettings settings, Transport transport, @Nullable Lease lease, Engine.Factory factory,
			Logger membership) {
		if (lease == null && settings.downing().strategy() == DowningMode.LEASE_MAJORITY) {
			throw new InvalidSettingException("cluster.downing.strategy",
					"lease-majority needs a lease that all nodes share, and there is none");
		}
		this.settings = settings;
		this.transport = transport;
		this.lease = lease;
		this.factory = factory;
		this.audience = new Audience(
				ClusterState.outside(settings.name(), new NodeId(settings.address(), 1), 0, List.of()), membership);
		long origin = System.nanoTime();
		this.loop = new EventLoop(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin), this::fail);
	}

	/**
	 * Binds the transport and starts the threads; the node answers others from now on but
	 * does not look for a cluster yet.
	 * @return the advertised address with the port that is listened on
	 * @throws io.clusterboot.transport.TransportException if the port cannot be bound
	 */
	public synchronized NodeAddress bind() {
		if (this.closed) {
			throw new IllegalStateException("This node has stopped");
		}
		if (this.bound == null) {
			NodeAddress address = this.transport.bind(this.settings.address(), this.settings.bindHost(),
					this.loop::offer);
			this.bound = address;
			ClusterSettings settings = this.settings.toBuilder().address(address).build();
			Lives lives = new Lives(settings, this.factory, this.transport, this.audience,
					new Leases(this.lease, this.loop::offer));
			this.audience.dispatcher().start("cluster-events-" + address.port());
			this.loop.start("cluster-" + address.port(), lives);
		}
		return this.bound;
	}

	/**
	 * Starts to look for a cluster. Returns at once; binds first if nobody did.
	 */
	public synchronized void join() {
		bind();
		if (!this.joining) {
			this.joining = true;
			this.loop.offer(new Input.Start());
		}
	}

	/**
	 * Says what to do at the end of a life that {@code on-removed: shutdown-application}
	 * (or stop-cluster, or a refused or timed out join) is about.
	 * @param listener is told the cause on the dispatcher thread; rejoining is not told
	 */
	public void onTerminated(Consumer<Output.Terminated> listener) {
		this.audience.onTerminated(listener);
	}

	/**
	 * The settings this runtime was created with.
	 * @return the settings
	 */
	public ClusterSettings settings() {
		return this.settings;
	}

	@Override
	public ClusterState state() {
		return this.audience.state();
	}

	@Override
	public CompletableFuture<Void> leave() {
		return isBound() ? this.audience.commands().leave(this.loop::offer) : CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> leave(NodeAddress address) {
		return give((command) -> new Input.LeaveMember(command, address));
	}

	@Override
	public CompletableFuture<Void> down(NodeAddress address) {
		return give((command) -> new Input.DownMember(command, address));
	}

	@Override
	public CompletableFuture<Void> putMetadata(Map<String, String> entries) {
		Map<String, String> copy = Map.copyOf(entries);
		return give((command) -> new Input.PutMetadata(command, copy));
	}

	@Override
	public CompletableFuture<Void> reportLoad(LoadSample load) {
		return give((command) -> new Input.ReportLoad(command, load));
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		return this.audience.dispatcher().subscribe(listener);
	}

	/**
	 * Stops without leaving: closes the transport, tells listeners that the node shuts
	 * down and that all members are gone for it, and ends the threads. Idempotent.
	 */
	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.loop.stop();
		this.transport.close();
		this.audience.stop(List.of());
		this.audience.dispatcher().stop(LISTENERS_MILLIS);
	}

	private synchronized boolean isBound() {
		return this.bound != null;
	}

	private CompletableFuture<Void> give(LongFunction<Input> command) {
		if (!isBound()) {
			return CompletableFuture.failedFuture(new IllegalStateException("This node has not started"));
		}
		return this.audience.commands().give(command, this.loop::offer);
	}

	/** Ends a node that cannot go on; called on the event loop, which ends behind it. */
	private void fail(Throwable failure) {
		String message = "the node stopped because of an internal error: " + failure;
		logger.error("{}; restart the application to join the cluster again", message, failure);
		this.transport.close();
		this.audience.ended(new Output.Terminated(Output.Cause.REMOVED, message, List.of()), -1);
		this.audience.stop(List.of(message));
	}

}
