package io.clusterboot.transport.grpc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The watch over the threads that move bytes.
 */
class LateWatchTests {

	private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();

	private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();

	private final LateWatch watch = new LateWatch(this.threads, this.told::add);

	@AfterEach
	void stop() {
		this.watch.stop();
		this.threads.shutdownNow();
	}

	@Test
	void tellsThatItsThreadWasBusyForLong() throws InterruptedException {
		CountDownLatch busy = new CountDownLatch(1);
		this.watch.start();
		this.threads.execute(() -> {
			try {
				// until the watch is overdue: it wanted to run after half a second
				assertThat(busy.await(1, TimeUnit.SECONDS)).isFalse();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		assertThat(this.told.poll(20, TimeUnit.SECONDS)).isGreaterThan(200);
	}

}
