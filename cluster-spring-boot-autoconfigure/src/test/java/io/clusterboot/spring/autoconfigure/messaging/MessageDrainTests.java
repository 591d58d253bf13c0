package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the messages of an application that shuts down.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageDrainTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int MESSAGES = 50;

	private final ApplicationContextRunner sender = TwoNodes.runner();

	private final ApplicationContextRunner receiver = TwoNodes.runner()
		.withPropertyValues("cluster.roles=worker")
		.withUserConfiguration(Worker.class);

	@Test
	void anApplicationThatShutsDownHandlesWhatWasSentToItBefore() {
		TwoNodes.run(this.sender, this.receiver, (first, second) -> {
			Slow slow = second.getBean(Slow.class);
			CompletableFuture<Void> closed = sendAndClose(first.getBean(ClusterTemplate.class), second::close);
			TwoNodes.await("left", () -> first.getBean(io.clusterboot.api.Cluster.class).state().members().size() == 1);
			assertThat(closed).isNotDone();
			assertThat(slow.handled).hasValue(0);
			slow.gate.countDown();
			assertThat(closed).succeedsWithin(SOON);
			assertThat(slow.handled).hasValue(MESSAGES);
		});
	}

	@Test
	void aListenerThatHangsDelaysTheShutdownNoLongerThanTheTimeout(CapturedOutput output) {
		TwoNodes.run(this.sender, this.receiver.withPropertyValues("cluster.shutdown-timeout=1s"), (first, second) -> {
			CompletableFuture<Void> closed = sendAndClose(first.getBean(ClusterTemplate.class), second::close);
			assertThat(closed).succeedsWithin(SOON);
			assertThat(output).contains("Not all messages were handled within 1000 ms");
		});
	}

	@Test
	void withoutTimeToLeaveNothingIsWaitedFor(CapturedOutput output) {
		TwoNodes.run(this.sender, this.receiver.withPropertyValues("cluster.shutdown-timeout=0"), (first, second) -> {
			assertThat(sendAndClose(first.getBean(ClusterTemplate.class), second::close)).succeedsWithin(SOON);
			assertThat(output).doesNotContain("Not all messages were handled");
		});
	}

	@Test
	void withoutMessagingThereIsNothingToWaitFor() {
		this.sender.withPropertyValues("cluster.messaging.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Messenger.class).doesNotHaveBean(MessageDrain.class));
	}

	private static CompletableFuture<Void> sendAndClose(ClusterTemplate template, Runnable close) {
		for (int i = 0; i < MESSAGES; i++) {
			assertThat(template.send("worker", "slow", "message " + i)).succeedsWithin(SOON);
		}
		return CompletableFuture.runAsync(close);
	}

	@Configuration(proxyBeanMethods = false)
	static class Worker {

		@Bean
		Slow slow() {
			return new Slow();
		}

	}

	static class Slow {

		final CountDownLatch gate = new CountDownLatch(1);

		final AtomicInteger handled = new AtomicInteger();

		@ClusterListener("slow")
		void handle(String message) throws InterruptedException {
			this.gate.await();
			this.handled.incrementAndGet();
		}

	}

}
