package io.clusterboot.runtime;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;

/**
 * The real world round one {@link io.clusterboot.node.ClusterNode}: one event-loop thread
 * that owns it, its timer, and one dispatcher thread that tells listeners about changes
 * in order. After the node was removed by others it starts a new life as the settings
 * say.
 */
public final class ClusterRuntime implements Cluster, AutoCloseable {

	/**
	 * Creates a runtime; nothing runs yet.
	 * @param settings the settings
	 * @param transport the network; closed by {@link #close}
	 */
	public ClusterRuntime(ClusterSettings settings, Transport transport) {
	}

	/**
	 * Binds the transport and starts the threads; the node answers others from now on but
	 * does not look for a cluster yet.
	 * @return the advertised address with the port that is listened on
	 * @throws io.clusterboot.transport.TransportException if the port cannot be bound
	 */
	public NodeAddress bind() {
		throw new IllegalStateException();
	}

	/**
	 * Starts to look for a cluster. Returns at once; binds first if nobody did.
	 */
	public void join() {
	}

	/**
	 * Says what to do at the end of a life that {@code on-removed: shutdown-application}
	 * (or stop-cluster, or a refused or timed out join) is about.
	 * @param listener is told the cause on the dispatcher thread; rejoining is not told
	 */
	public void onTerminated(Consumer<Output.Terminated> listener) {
	}

	/**
	 * The settings this runtime was created with.
	 * @return the settings
	 */
	public ClusterSettings settings() {
		throw new IllegalStateException();
	}

	@Override
	public ClusterState state() {
		throw new IllegalStateException();
	}

	@Override
	public CompletableFuture<Void> leave() {
		throw new IllegalStateException();
	}

	@Override
	public CompletableFuture<Void> leave(NodeAddress address) {
		throw new IllegalStateException();
	}

	@Override
	public CompletableFuture<Void> down(NodeAddress address) {
		throw new IllegalStateException();
	}

	@Override
	public CompletableFuture<Void> putMetadata(Map<String, String> entries) {
		throw new IllegalStateException();
	}

	@Override
	public Subscription subscribe(Consumer<? super ClusterEvent> listener) {
		throw new IllegalStateException();
	}

	/**
	 * Stops without leaving: closes the transport, tells listeners that the node shuts
	 * down and that all members are gone for it, and ends the threads. Idempotent.
	 */
	@Override
	public void close() {
	}

}
