package io.clusterboot.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases in memory keep the contract of a lease.
 */
class InMemoryLeaseTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final AtomicLong now = new AtomicLong(1000);

	private final InMemoryLease lease = new InMemoryLease(this.now::get);

	@Test
	void aLeaseHasOneOwnerUntilItEnds() {
		assertThat(this.lease.acquire("shop", "a", MINUTE)).isTrue();
		this.now.addAndGet(59_999);
		assertThat(this.lease.acquire("shop", "b", MINUTE)).isFalse();
		this.now.addAndGet(1);
		assertThat(this.lease.acquire("shop", "b", MINUTE)).isTrue();
		assertThat(this.lease.acquire("shop", "a", MINUTE)).isFalse();
	}

	@Test
	void itsOwnerRenewsIt() {
		this.lease.acquire("shop", "a", MINUTE);
		this.now.addAndGet(40_000);
		assertThat(this.lease.acquire("shop", "a", MINUTE)).isTrue();
		this.now.addAndGet(40_000);
		assertThat(this.lease.acquire("shop", "b", MINUTE)).isFalse();
	}

	@Test
	void eachNameIsALeaseOfItsOwn() {
		assertThat(this.lease.acquire("shop", "a", MINUTE)).isTrue();
		assertThat(this.lease.acquire("bank", "b", MINUTE)).isTrue();
	}

}
