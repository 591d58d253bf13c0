package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.api.OnRemoved;
import io.clusterboot.node.Output.Cause;
import io.clusterboot.node.Output.Terminated;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndOfMembership}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndOfMembershipTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner();

	private final List<String> stops = new CopyOnWriteArrayList<>();

	private final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();

	@Test
	void aRemovedNodeClosesTheApplicationOnceIfToldTo(CapturedOutput output) {
		this.contextRunner.withInitializer(this::listen).run((context) -> {
			EndOfMembership end = end(OnRemoved.SHUTDOWN_APPLICATION, context);
			end.accept(terminated(Cause.REMOVED));
			end.accept(terminated(Cause.REMOVED));
			Awaitility.await().atMost(PATIENCE).until(() -> !context.isActive());
			assertThat(output).contains("The membership of this node ended: for a test. Closing the application");
			assertThat(this.events).filteredOn(ContextClosedEvent.class::isInstance).hasSize(1);
			assertThat(this.stops).isEmpty();
		});
	}

	@Test
	void theExitCodeOfAClosedApplicationIsNotZero() {
		this.contextRunner.withInitializer(this::listen).run((context) -> {
			end(OnRemoved.SHUTDOWN_APPLICATION, context).accept(terminated(Cause.REMOVED));
			Awaitility.await().atMost(PATIENCE).until(() -> !context.isActive());
			assertThat(this.events).filteredOn(ExitCodeEvent.class::isInstance)
				.singleElement()
				.extracting((event) -> ((ExitCodeEvent) event).getExitCode())
				.isEqualTo(1);
		});
	}

	@Test
	void aRemovedNodeStopsOnlyTheClusterIfToldTo(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			end(OnRemoved.STOP_CLUSTER, context).accept(terminated(Cause.REMOVED));
			Awaitility.await().atMost(PATIENCE).until(() -> this.stops.contains("stopped"));
			assertThat(context.isActive()).isTrue();
			assertThat(output).contains("The application goes on without a cluster");
		});
	}

	@Test
	void aNodeThatFindsNoClusterClosesTheApplicationAndSaysWhatToDo(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			end(OnRemoved.REJOIN, context).accept(terminated(Cause.JOIN_TIMEOUT));
			Awaitility.await().atMost(PATIENCE).until(() -> !context.isActive());
			assertThat(output).contains("for a test. Closing the application; ");
		});
	}

	@Test
	void aDissolvedClusterCountsAsRemoval() {
		this.contextRunner.run((context) -> {
			end(OnRemoved.SHUTDOWN_APPLICATION, context).accept(terminated(Cause.DISSOLVED));
			Awaitility.await().atMost(PATIENCE).until(() -> !context.isActive());
		});
	}

	@ParameterizedTest
	@EnumSource(OnRemoved.class)
	void aNodeThatLeftLeavesTheApplicationAlone(OnRemoved onRemoved) {
		this.contextRunner.run((context) -> {
			end(onRemoved, context).accept(terminated(Cause.LEFT));
			assertThat(threads()).doesNotContain("cluster-shutdown", "cluster-stop");
			assertThat(context.isActive()).isTrue();
		});
	}

	private EndOfMembership end(OnRemoved onRemoved, ConfigurableApplicationContext context) {
		return new EndOfMembership(onRemoved, () -> this.stops.add("stopped"), context);
	}

	private void listen(ConfigurableApplicationContext context) {
		context.addApplicationListener((ApplicationListener<ApplicationEvent>) this.events::add);
	}

	private static Terminated terminated(Cause cause) {
		return new Terminated(cause, "for a test", List.of());
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

}
