package io.clusterboot.transport.grpc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.clusterboot.api.NodeAddress;
import io.grpc.ManagedChannel;

/**
 * The connections that this node dialled. All streams to an address share one, which is
 * closed soon after the last one ended. One on which anything failed is never used again:
 * a new try then is a new connection at once, not the memory of an old failure or a wait
 * for grpc's back-off.
 */
final class Channels {

	/** A link follows a join within this time, over the same connection. */
	private static final long IDLE_GRACE_MILLIS = 1000;

	private final Function<NodeAddress, ManagedChannel> dialler;

	private final ScheduledExecutorService timer;

	private final Map<NodeAddress, Shared> usable = new HashMap<>();

	private final Set<ManagedChannel> open = new HashSet<>();

	private boolean closed;

	/**
	 * Creates the set.
	 * @param dialler makes a channel that connects when it is used
	 * @param timer runs what is due
	 */
	Channels(Function<NodeAddress, ManagedChannel> dialler, ScheduledExecutorService timer) {
		this.dialler = dialler;
		this.timer = timer;
	}

	/**
	 * Starts to use a channel.
	 * @param address where to
	 * @return must be ended once
	 */
	synchronized Lease acquire(NodeAddress address) {
		if (this.closed) {
			throw new IllegalStateException("The transport is closed");
		}
		Shared shared = this.usable.get(address);
		if (shared == null) {
			shared = new Shared(address, this.dialler.apply(address));
			this.usable.put(address, shared);
			this.open.add(shared.channel);
		}
		shared.users++;
		return new Lease(shared);
	}

	/**
	 * Closes all channels.
	 * @return the channels, for those who wait for their end
	 */
	List<ManagedChannel> close() {
		List<ManagedChannel> ending;
		synchronized (this) {
			this.closed = true;
			ending = List.copyOf(this.open);
			this.open.clear();
			this.usable.clear();
		}
		ending.forEach(ManagedChannel::shutdownNow);
		return ending;
	}

	private void end(Shared shared, boolean failed) {
		if (endUse(shared, failed)) {
			// Without the lock, for the listeners of streams are called here.
			shared.channel.shutdownNow();
		}
	}

	private synchronized boolean endUse(Shared shared, boolean failed) {
		shared.users--;
		if (failed) {
			this.usable.remove(shared.address, shared);
		}
		if (shared.users > 0) {
			return false;
		}
		if (this.usable.get(shared.address) == shared) {
			shared.lastUse++;
			long use = shared.lastUse;
			this.timer.schedule(() -> closeIdle(shared, use), IDLE_GRACE_MILLIS, TimeUnit.MILLISECONDS);
			return false;
		}
		return this.open.remove(shared.channel);
	}

	private void closeIdle(Shared shared, long use) {
		if (endIdle(shared, use)) {
			shared.channel.shutdownNow();
		}
	}

	private synchronized boolean endIdle(Shared shared, long use) {
		boolean idle = shared.users == 0 && shared.lastUse == use;
		return idle && this.usable.remove(shared.address, shared) && this.open.remove(shared.channel);
	}

	/** One use of a channel. */
	final class Lease {

		private final Shared shared;

		private final AtomicBoolean ended = new AtomicBoolean();

		private Lease(Shared shared) {
			this.shared = shared;
		}

		/**
		 * The channel.
		 * @return the channel
		 */
		ManagedChannel channel() {
			return this.shared.channel;
		}

		/**
		 * Ends the use. Only the first call counts.
		 * @param failed whether the channel may be broken
		 */
		void end(boolean failed) {
			if (this.ended.compareAndSet(false, true)) {
				Channels.this.end(this.shared, failed);
			}
		}

	}

	/** A channel and how many use it. */
	private static final class Shared {

		private final NodeAddress address;

		private final ManagedChannel channel;

		private int users;

		private long lastUse;

		private Shared(NodeAddress address, ManagedChannel channel) {
			this.address = address;
			this.channel = channel;
		}

	}

}
