package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.spring.autoconfigure.metrics.ClusterMessagingMetrics;
import io.clusterboot.spring.autoconfigure.metrics.ClusterMessagingMetricsAutoConfiguration;
import io.clusterboot.spring.event.LoadChangedEvent;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import io.clusterboot.spring.messaging.MessageUndeliveredEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the meters and events of messages.
 */
class MessagingMetricsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final SimpleMeterRegistry sender = new SimpleMeterRegistry();

	private final SimpleMeterRegistry receiver = new SimpleMeterRegistry();

	@Test
	void messagesAreCountedAtBothEnds() {
		TwoNodes.run(node(this.sender), node(this.receiver).withPropertyValues("cluster.roles=echo"), (one, two) -> {
			ClusterTemplate template = one.getBean(ClusterTemplate.class);
			assertThat(template.ask("echo", "echo", "x", String.class)).succeedsWithin(SOON).isEqualTo("x");
			assertThat(count(this.sender, "cluster.messages.sent")).isEqualTo(1);
			assertThat(count(this.sender, "cluster.messages.received")).isEqualTo(1);
			assertThat(count(this.receiver, "cluster.messages.received")).isEqualTo(1);
			TwoNodes.await("the answer is counted", () -> count(this.receiver, "cluster.messages.sent") == 1);
			assertThat(this.sender.get("cluster.load.queue.delay").timeGauge().value()).isNotNegative();
			assertThat(this.sender.get("cluster.load.heap").gauge().value()).isBetween(0.0, 1.0);
		});
	}

	@Test
	void aMessageThatNobodyHandlesIsAnEventAndIsCountedWithItsReason() {
		TwoNodes.run(node(this.sender), node(this.receiver), (one, two) -> {
			assertThat(one.getBean(ClusterTemplate.class)
				.send(two.getBean(Cluster.class).self().address(), "nothing", "x")).succeedsWithin(SOON);
			Losses losses = two.getBean(Losses.class);
			TwoNodes.await("the loss is told", () -> losses.events.size() == 1);
			assertThat(losses.events.get(0).getUndelivered()).satisfies((lost) -> {
				assertThat(lost.reason()).isEqualTo(Reason.NO_HANDLER);
				assertThat(lost.handler()).isEqualTo("nothing");
				assertThat(lost.from()).isEqualTo(one.getBean(Cluster.class).self());
			});
			assertThat(this.receiver.get("cluster.messages.undelivered")
				.tag("reason", "NO_HANDLER")
				.functionCounter()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void whatIsPublishedReachesAllWithTheRole() {
		ApplicationContextRunner echo = node(this.sender).withPropertyValues("cluster.roles=echo");
		TwoNodes.run(echo, echo, (one, two) -> {
			assertThat(one.getBean(ClusterTemplate.class).publish("echo", "echo", "news")).succeedsWithin(SOON);
			for (ApplicationContext node : List.of(one, two)) {
				TwoNodes.await("it is heard", () -> node.getBean(Echo.class).heard.equals(List.of("news")));
			}
		});
	}

	@Test
	void theLoadOfAMemberReachesOthersAsAnEvent() {
		TwoNodes.run(node(this.sender), node(this.receiver), (one, two) -> {
			NodeId other = two.getBean(Cluster.class).self();
			Loads loads = one.getBean(Loads.class);
			TwoNodes.await("the load is told",
					() -> loads.events.stream().anyMatch((event) -> event.getMember().id().equals(other)));
			assertThat(one.getBean(Cluster.class).state().member(other).orElseThrow().load()).isNotNull();
		});
	}

	@Test
	void theMetersBackOffAndNeedARegistry() {
		TwoNodes.runner()
			.withConfiguration(AutoConfigurations.of(ClusterMessagingMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterMessagingMetrics.class));
		node(this.sender).withBean("own", ClusterMessagingMetrics.class)
			.run((context) -> assertThat(context).hasSingleBean(ClusterMessagingMetrics.class));
	}

	private static ApplicationContextRunner node(SimpleMeterRegistry registry) {
		return TwoNodes.runner()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					ClusterMessagingMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> registry)
			.withUserConfiguration(Echo.class, Losses.class, Loads.class);
	}

	private static double count(SimpleMeterRegistry registry, String name) {
		return registry.get(name).functionCounter().count();
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@ClusterListener("echo")
		String echo(String text) {
			this.heard.add(text);
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Losses {

		private final List<MessageUndeliveredEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void lost(MessageUndeliveredEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Loads {

		private final List<LoadChangedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(LoadChangedEvent event) {
			this.events.add(event);
		}

	}

}
