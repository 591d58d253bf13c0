package io.clusterboot.resolver;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.SynchronizationContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looking up host names.
 */
class HostNamesTests {

	private final Queue<Runnable> lookUps = new ArrayDeque<>();

	private final AtomicInteger changes = new AtomicInteger();

	private final HostNames hosts = new HostNames(this.lookUps::add, new SynchronizationContext((thread, failure) -> {
		throw new AssertionError(failure);
	}), this.changes::incrementAndGet);

	@Test
	void anAddressNeedsNoLookUp() {
		assertThat(this.hosts.addresses("127.0.0.1")).singleElement()
			.satisfies((address) -> assertThat(address.getHostAddress()).isEqualTo("127.0.0.1"));
		assertThat(this.hosts.addresses("::1")).hasSize(1);
		assertThat(this.lookUps).isEmpty();
	}

	@Test
	void aNameIsKnownAfterOneLookUpThatNobodyWaitsFor() {
		assertThat(this.hosts.addresses("localhost")).isNull();
		assertThat(this.hosts.addresses("localhost")).isNull();
		assertThat(this.lookUps).hasSize(1);
		runLookUps();
		assertThat(this.changes).hasValue(1);
		assertThat(this.hosts.addresses("localhost")).isNotEmpty()
			.allSatisfy((address) -> assertThat(address.isLoopbackAddress()).isTrue());
		assertThat(this.lookUps).isEmpty();
	}

	@Test
	void aNameWithTheSameAddressesAsBeforeIsNoNews() {
		this.hosts.addresses("localhost");
		runLookUps();
		this.hosts.refresh();
		assertThat(this.lookUps).hasSize(1);
		assertThat(this.hosts.addresses("localhost")).isNotEmpty();
		runLookUps();
		assertThat(this.changes).hasValue(1);
	}

	@Test
	void aNameThatIsNotFoundIsLookedUpAgain() {
		String unknown = "name-of-nobody.invalid";
		assertThat(this.hosts.addresses(unknown)).isNull();
		runLookUps();
		assertThat(this.changes).hasValue(1);
		assertThat(this.hosts.addresses(unknown)).isEmpty();
		assertThat(this.lookUps).hasSize(1);
	}

	private void runLookUps() {
		while (!this.lookUps.isEmpty()) {
			this.lookUps.remove().run();
		}
	}

}
