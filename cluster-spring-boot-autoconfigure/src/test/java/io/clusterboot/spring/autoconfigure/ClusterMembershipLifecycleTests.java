package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ClusterMembershipLifecycle} and {@link ClusterTransportLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterMembershipLifecycleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, SslAutoConfiguration.class,
				ClusterAutoConfiguration.class));

	private final FakeCluster cluster = new FakeCluster();

	private final List<String> steps = new CopyOnWriteArrayList<>();

	@Test
	void bindsBeforeTheWebServerStartsAndJoinsAfterIt() {
		assertThat(ClusterTransportLifecycle.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
		assertThat(ClusterMembershipLifecycle.PHASE).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
			.isLessThan(SmartLifecycle.DEFAULT_PHASE);
	}

	@Test
	void leavesBeforeTheWebServerStopsAndClosesAfterIt() {
		this.contextRunner.withBean("transport", ClusterTransportLifecycle.class, this::transport)
			.withBean("web", SmartLifecycle.class,
					() -> new Step("web", WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE))
			.withBean("membership", ClusterMembershipLifecycle.class, () -> membership(Duration.ofSeconds(5)))
			.withBean(FakeCluster.class, () -> this.cluster)
			.run((context) -> {
				assertThat(this.steps).containsExactly("bind", "web started", "join");
				context.close();
				assertThat(this.steps).containsExactly("bind", "web started", "join", "web stopped", "close");
				assertThat(this.cluster.commands()).contains("leave");
			});
	}

	@Test
	void stoppingDoesNotBlockTheCaller() {
		CompletableFuture<Void> left = new CompletableFuture<>();
		this.cluster.leaveCompletesWith(left);
		ClusterMembershipLifecycle lifecycle = membership(Duration.ofMinutes(1));
		lifecycle.start();
		CompletableFuture<String> callback = new CompletableFuture<>();
		lifecycle.stop(() -> callback.complete("called"));
		assertThat(lifecycle.isRunning()).isFalse();
		assertThat(callback).isNotDone();
		left.complete(null);
		assertThat(callback).isCompletedWithValue("called");
	}

	@Test
	void leavingIsBoundedByTheShutdownTimeout(CapturedOutput output) {
		CompletableFuture<Void> never = new CompletableFuture<>();
		this.cluster.leaveCompletesWith(never);
		assertThat(stop(membership(Duration.ofMillis(50)))).succeedsWithin(Duration.ofSeconds(20));
		assertThat(output).contains("Could not leave the cluster within 50 ms (cluster.shutdown-timeout)");
		assertThat(never).as("what the engine works on").isNotDone();
	}

	@Test
	void aShutdownTimeoutOfZeroStopsWithoutLeaving() {
		assertThat(stop(membership(Duration.ZERO))).isCompleted();
		assertThat(this.cluster.commands()).isEmpty();
	}

	@Test
	void aFailureToLeaveStillCallsBack(CapturedOutput output) {
		this.cluster.leaveCompletesWith(CompletableFuture.failedFuture(new IllegalStateException("no network")));
		assertThat(stop(membership(Duration.ofSeconds(5)))).isCompleted();
		assertThat(output).contains("Could not leave the cluster").contains("no network");
	}

	@Test
	void aClusterThatThrowsStillCallsBack() {
		this.cluster.leaveCompletesWith(null);
		assertThat(stop(membership(Duration.ofSeconds(5)))).isCompleted();
	}

	@Test
	void aShorterTimeoutOfTheShutdownPhaseWins() {
		CompletableFuture<Void> left = new CompletableFuture<>();
		this.cluster.leaveCompletesWith(left);
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=50ms")
			.withBean("transport", ClusterTransportLifecycle.class, this::transport)
			.withBean("membership", ClusterMembershipLifecycle.class, () -> membership(Duration.ofHours(1)))
			.withBean(FakeCluster.class, () -> this.cluster)
			.run((context) -> {
				context.close();
				assertThat(this.steps).containsExactly("bind", "join", "close");
				assertThatNoException().isThrownBy(() -> left.complete(null));
			});
	}

	@Test
	void aPauseStopsNeither() {
		assertThat(transport().isPauseable()).isFalse();
		assertThat(membership(Duration.ofSeconds(5)).isPauseable()).isFalse();
	}

	@Test
	void aThreadKeepsTheApplicationAliveUntilItIsClosed() throws InterruptedException {
		ClusterTransportLifecycle lifecycle = transport();
		lifecycle.start();
		Thread thread = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((candidate) -> candidate.getName().equals("cluster-keep-alive"))
			.findFirst()
			.orElseThrow();
		assertThat(thread.isDaemon()).isFalse();
		assertThat(lifecycle.isRunning()).isTrue();
		lifecycle.stop();
		thread.join(TimeUnit.SECONDS.toMillis(20));
		assertThat(thread.isAlive()).isFalse();
		assertThat(lifecycle.isRunning()).isFalse();
	}

	@Test
	void theKeepAliveThreadEndsEvenIfTheTransportFailsToClose() {
		ClusterTransportLifecycle lifecycle = new ClusterTransportLifecycle(() -> {
		}, () -> {
			throw new IllegalStateException("stuck");
		}, events());
		lifecycle.start();
		CountDownLatch done = new CountDownLatch(1);
		try {
			lifecycle.stop();
		}
		catch (IllegalStateException ex) {
			done.countDown();
		}
		assertThat(done.getCount()).isZero();
		assertThat(lifecycle.isRunning()).isFalse();
	}

	private CompletableFuture<Void> stop(ClusterMembershipLifecycle lifecycle) {
		lifecycle.start();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		lifecycle.stop(() -> stopped.complete(null));
		return stopped;
	}

	private ClusterTransportLifecycle transport() {
		return new ClusterTransportLifecycle(() -> this.steps.add("bind"), () -> this.steps.add("close"), events());
	}

	private ClusterMembershipLifecycle membership(Duration timeout) {
		return new ClusterMembershipLifecycle(this.cluster, () -> this.steps.add("join"), events(), timeout);
	}

	private ClusterEventPublisher events() {
		return new ClusterEventPublisher(this.cluster, (event) -> {
		});
	}

	private final class Step implements SmartLifecycle {

		private final String name;

		private final int phase;

		private volatile boolean running;

		Step(String name, int phase) {
			this.name = name;
			this.phase = phase;
		}

		@Override
		public void start() {
			this.running = true;
			ClusterMembershipLifecycleTests.this.steps.add(this.name + " started");
		}

		@Override
		public void stop() {
			this.running = false;
			ClusterMembershipLifecycleTests.this.steps.add(this.name + " stopped");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
