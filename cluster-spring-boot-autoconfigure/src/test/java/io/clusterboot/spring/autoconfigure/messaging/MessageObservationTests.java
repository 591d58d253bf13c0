package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import io.clusterboot.spring.observation.ClusterHandleObservationConvention;
import io.clusterboot.spring.observation.DefaultClusterHandleObservationConvention;
import io.clusterboot.spring.observation.ObservedMessages;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is observed of messages.
 */
class MessageObservationTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Observed sender = new Observed();

	private final Observed receiver = new Observed();

	@Test
	void oneTraceSpansTwoNodes() {
		run((first, second) -> {
			Observation outer = Observation.start("outer", this.sender.registry);
			CompletableFuture<String> answer;
			try (Observation.Scope scope = outer.openScope()) {
				answer = first.getBean(ClusterTemplate.class).ask("pricing", "quotes", "ACME", String.class);
			}
			assertThat(answer).succeedsWithin(SOON).isEqualTo("42 ACME");
			outer.stop();
			TwoNodes.await("all spans are finished",
					() -> this.sender.spans.size() == 2 && this.receiver.spans.size() == 1);
			MutableSpan ask = span(this.sender, "quotes ask");
			MutableSpan handle = span(this.receiver, "quotes handle");
			MutableSpan whole = span(this.sender, "outer");
			assertThat(handle.traceId()).isEqualTo(ask.traceId()).isEqualTo(whole.traceId());
			assertThat(ask.parentId()).isEqualTo(whole.id());
			assertThat(handle.parentId()).isIn(ask.id(), whole.id());
		});
	}

	@Test
	void asksAndHandlersAreTimedByHandlerTypeAndFailure() {
		run((first, second) -> {
			ClusterTemplate template = first.getBean(ClusterTemplate.class);
			assertThat(template.ask("pricing", "quotes", "ACME", String.class)).succeedsWithin(SOON);
			assertThat(template.ask("pricing", "quotes", "", String.class)).failsWithin(SOON);
			assertThat(template.ask("pricing", "nothing", "", String.class)).failsWithin(SOON);
			assertThat(template.send("pricing", "quotes", "ACME")).succeedsWithin(SOON);
			assertThat(this.sender.timer("cluster.message.ask", "quotes", "none").count()).isOne();
			assertThat(this.sender.timer("cluster.message.ask", "quotes", "IllegalArgumentException").count()).isOne();
			assertThat(this.sender.timer("cluster.message.ask", "nothing", "NO_HANDLER").count()).isOne();
			assertThat(this.sender.timer("cluster.message.send", "quotes", "none").count()).isOne();
			TwoNodes.await("all are handled",
					() -> this.receiver.meters.find("cluster.message.handle")
						.timers()
						.stream()
						.mapToLong(Timer::count)
						.sum() == 3);
			assertThat(this.receiver.timer("cluster.message.handle", "quotes", "none").count()).isEqualTo(2);
			assertThat(this.receiver.timer("cluster.message.handle", "quotes", "IllegalArgumentException").count())
				.isOne();
		});
	}

	@Test
	void withoutARegistryNothingIsObserved() {
		TwoNodes.runner().run((context) -> assertThat(context).doesNotHaveBean(ObservedMessages.class));
	}

	@Test
	void aConventionOfTheUserNamesObservations() {
		ApplicationContextRunner node = node(this.sender).withPropertyValues("cluster.roles=pricing")
			.withUserConfiguration(Quotes.class)
			.withBean(ClusterHandleObservationConvention.class, OwnName::new);
		node.run((context) -> {
			assertThat(context.getBean(ClusterTemplate.class).ask("pricing", "quotes", "ACME", String.class))
				.succeedsWithin(SOON);
			assertThat(this.sender.meters.find("own.name").timer()).isNotNull();
		});
	}

	private void run(TwoNodes.Both both) {
		TwoNodes.run(node(this.sender),
				node(this.receiver).withPropertyValues("cluster.roles=pricing").withUserConfiguration(Quotes.class),
				both);
	}

	private static ApplicationContextRunner node(Observed observed) {
		return TwoNodes.runner().withBean(ObservationRegistry.class, () -> observed.registry);
	}

	private static MutableSpan span(Observed observed, String name) {
		return observed.spans.stream().filter((span) -> name.equals(span.name())).findFirst().orElseThrow();
	}

	/** Traces and meters of one node. */
	private static final class Observed {

		private final List<MutableSpan> spans = new CopyOnWriteArrayList<>();

		private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

		private final ObservationRegistry registry = ObservationRegistry.create();

		private Observed() {
			Tracing tracing = Tracing.newBuilder().addSpanHandler(new SpanHandler() {

				@Override
				public boolean end(TraceContext context, MutableSpan span, Cause cause) {
					Observed.this.spans.add(span);
					return true;
				}

			}).build();
			BraveTracer tracer = new BraveTracer(tracing.tracer(),
					new BraveCurrentTraceContext(tracing.currentTraceContext()));
			BravePropagator propagator = new BravePropagator(tracing);
			this.registry.observationConfig()
				.observationHandler(new FirstMatchingCompositeObservationHandler(
						new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
						new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
						new DefaultTracingObservationHandler(tracer)))
				.observationHandler(new DefaultMeterObservationHandler(this.meters));
		}

		private Timer timer(String name, String handler, String failure) {
			return this.meters.get(name)
				.tag("cluster.message.handler", handler)
				.tag("cluster.message.type", "String")
				.tag("cluster.message.failure", failure)
				.timer();
		}

	}

	private static final class OwnName extends DefaultClusterHandleObservationConvention {

		@Override
		public String getName() {
			return "own.name";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Quotes {

		@ClusterListener("quotes")
		String quote(String symbol) {
			if (symbol.isEmpty()) {
				throw new IllegalArgumentException("no symbol");
			}
			return "42 " + symbol;
		}

	}

}
