package io.clusterboot.runtime;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Lease;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every question about a lease has one answer, whatever the lease does.
 */
class LeasesTests {

	private final BlockingQueue<Input> answers = new LinkedBlockingQueue<>();

	@Test
	void theLeaseIsToldNameOwnerAndValidityOnAThreadOfItsOwn() throws Exception {
		BlockingQueue<String> asked = new LinkedBlockingQueue<>();
		Input.LeaseAnswered answer = ask(
				(name, owner, validity) -> asked
					.add(name + " " + owner + " " + validity + " " + Thread.currentThread().getName()),
				Duration.ofSeconds(10));
		assertThat(answer.acquired()).isTrue();
		assertThat(answer.detail()).isEmpty();
		assertThat(asked).containsExactly("shop:1 node:1 PT2M cluster-lease-7");
	}

	@Test
	void aLeaseThatFailsIsNotAcquired() throws Exception {
		Input.LeaseAnswered answer = ask((name, owner, validity) -> {
			throw new java.io.IOException("no database");
		}, Duration.ofSeconds(10));
		assertThat(answer.acquired()).isFalse();
		assertThat(answer.detail()).contains("could not be asked for", "no database");
	}

	@Test
	void anErrorOfTheLeaseIsNotAcquiredEither() throws Exception {
		Input.LeaseAnswered answer = ask((name, owner, validity) -> {
			throw new NoClassDefFoundError("driver");
		}, Duration.ofSeconds(10));
		assertThat(answer.acquired()).isFalse();
		assertThat(answer.detail()).contains("driver");
	}

	@Test
	void aLeaseThatHangsIsInterruptedAndNotAcquired() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		Input.LeaseAnswered answer = ask((name, owner, validity) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			return true;
		}, Duration.ofMillis(100));
		assertThat(answer.acquired()).isFalse();
		assertThat(answer.detail()).isEqualTo("no answer within 100 ms");
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.answers).as("a late answer is none").isEmpty();
	}

	@Test
	void aMissingLeaseIsNotAcquired() throws Exception {
		assertThat(ask(null, Duration.ofSeconds(10)).detail()).isEqualTo("there is no lease");
	}

	private Input.LeaseAnswered ask(@Nullable Lease lease, Duration timeout) throws InterruptedException {
		Output.AcquireLease question = new Output.AcquireLease(7, "shop:1", "node:1", Duration.ofMinutes(2), timeout);
		new Leases(lease, this.answers::add).acquire(question);
		Input answer = this.answers.poll(10, TimeUnit.SECONDS);
		assertThat(answer).isInstanceOf(Input.LeaseAnswered.class);
		assertThat(((Input.LeaseAnswered) answer).question()).isEqualTo(question);
		return (Input.LeaseAnswered) answer;
	}

}
