package io.clusterboot.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.clusterboot.api.Lease;

/**
 * Leases in the memory of one process, for tests and simulations with several nodes in
 * it. Nodes of other processes do not see them. Safe for use by many threads.
 */
public final class InMemoryLease implements Lease {

	private final LongSupplier clock;

	private final Map<String, Holding> holdings = new HashMap<>();

	/**
	 * Creates leases on monotonic real time.
	 */
	public InMemoryLease() {
		this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
	}

	/**
	 * Creates leases.
	 * @param clock tells the time in ms; never goes back
	 */
	public InMemoryLease(LongSupplier clock) {
		this.clock = clock;
	}

	@Override
	public synchronized boolean acquire(String name, String owner, Duration validity) {
		long now = this.clock.getAsLong();
		Holding held = this.holdings.get(name);
		if (held != null && !held.owner.equals(owner) && now < held.end) {
			return false;
		}
		this.holdings.put(name, new Holding(owner, now + validity.toMillis()));
		return true;
	}

	/** Who holds a lease, and until when. */
	private record Holding(String owner, long end) {
	}

}
