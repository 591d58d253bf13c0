package io.clusterboot.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.spring.Certificates;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.ClusterShuttingDownEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.transport.TransportException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of whole nodes over real connections: the engine, the transport and the life
 * cycle of the application together.
 */
class ClusterLifeTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, SslAutoConfiguration.class,
				ClusterAutoConfiguration.class))
		.withBean(Recorder.class)
		.withPropertyValues("cluster.port=0");

	@Test
	void withoutConfigurationTheApplicationIsAClusterOfOneOnLoopback() {
		this.contextRunner.run((context) -> {
			ClusterState state = awaitMembers(context, 1);
			assertThat(state.name()).isEqualTo("cluster");
			assertThat(state.self().address().host()).isEqualTo("127.0.0.1");
			assertThat(state.self().address().port()).isPositive();
			assertThat(state.leader()).isEqualTo(state.self());
			assertThat(state.oldest()).isEqualTo(state.self());
			assertThat(context.getBean(Cluster.class).isLeader()).isTrue();
		});
	}

	@Test
	void listenersHearOfTheWholeLifeInOrderAndOfNothingAfterIt() {
		this.contextRunner.run((context) -> {
			Recorder recorder = context.getBean(Recorder.class);
			awaitMembers(context, 1);
			patience().until(() -> recorder.names().contains("LeaderChangedEvent"));
			assertThat(recorder.names()).startsWith("MemberUpEvent", "LeaderChangedEvent");
			context.close();
			assertThat(recorder.names()).contains("ClusterShuttingDownEvent", "MemberRemovedEvent");
			assertThat(recorder.names()).endsWith("LeaderChangedEvent");
			assertThat(recorder.events).allSatisfy((event) -> assertThat(event.getView()).isPositive());
			assertThat(recorder.events).extracting(ClusterEvent::getView).isSorted();
		});
	}

	@Test
	void aNodeFindsItsClusterByASeedAndLeavesItWhenTheApplicationCloses() {
		this.contextRunner.run((first) -> {
			awaitMembers(first, 1);
			Recorder recorder = first.getBean(Recorder.class);
			this.contextRunner.withPropertyValues(seed(first), "cluster.roles=worker").run((second) -> {
				ClusterState state = awaitMembers(second, 2);
				awaitMembers(first, 2);
				assertThat(state.clusterId()).isEqualTo(cluster(first).state().clusterId());
				assertThat(state.roleLeaders()).containsEntry("worker", state.self());
				NodeAddress address = state.self().address();
				second.close();
				patience().until(() -> recorder.statuses(address).contains(MemberStatus.REMOVED));
				assertThat(recorder.statuses(address)).isSorted()
					.contains(MemberStatus.UP, MemberStatus.REMOVED)
					.doesNotContain(MemberStatus.DOWN);
				assertThat(awaitMembers(first, 1).unreachable()).isEmpty();
			});
		});
	}

	@Test
	void aMemberCanBeToldToLeaveAndItsApplicationGoesOn() {
		this.contextRunner.run((first) -> {
			awaitMembers(first, 1);
			this.contextRunner.withPropertyValues(seed(first)).run((second) -> {
				awaitMembers(second, 2);
				assertThat(cluster(first).leave(cluster(second).self().address())).succeedsWithin(patienceTime());
				patience().until(() -> cluster(second).state().members().isEmpty());
				awaitMembers(first, 1);
				assertThat(second.getSourceApplicationContext().isActive()).isTrue();
			});
		});
	}

	@Test
	void aDownedNodeClosesItsApplicationIfToldTo() {
		this.contextRunner.run((first) -> {
			awaitMembers(first, 1);
			this.contextRunner.withPropertyValues(seed(first), "cluster.on-removed=shutdown-application")
				.run((second) -> {
					awaitMembers(second, 2);
					assertThat(cluster(first).down(cluster(second).self().address())).succeedsWithin(patienceTime());
					patience().until(() -> !second.getSourceApplicationContext().isActive());
					awaitMembers(first, 1);
				});
		});
	}

	@Test
	void aDownedNodeStopsItsClusterIfToldTo() {
		this.contextRunner.run((first) -> {
			awaitMembers(first, 1);
			this.contextRunner.withPropertyValues(seed(first), "cluster.on-removed=stop-cluster").run((second) -> {
				awaitMembers(second, 2);
				Recorder recorder = second.getBean(Recorder.class);
				assertThat(cluster(first).down(cluster(second).self().address())).succeedsWithin(patienceTime());
				patience().until(() -> recorder.events.stream().anyMatch(ClusterShuttingDownEvent.class::isInstance));
				patience().until(() -> cluster(second).state().members().isEmpty());
				assertThat(second.getSourceApplicationContext().isActive()).isTrue();
			});
		});
	}

	@Test
	void aNodeThatFindsNoClusterInTimeClosesItsApplication() {
		this.contextRunner.withPropertyValues("cluster.seed-nodes=127.0.0.1:" + closedPort(), "cluster.join-timeout=1s")
			.run((context) -> patience().until(() -> !context.getSourceApplicationContext().isActive()));
	}

	@Test
	void membersWithCertificatesOfOneAuthorityFindEachOther(@TempDir Path directory) {
		Certificates certificates = new Certificates(directory, "authority");
		String[] one = certificates.bundle(certificates.keyStore("one"));
		ApplicationContextRunner secure = this.contextRunner.withPropertyValues("cluster.host=127.0.0.1");
		secure.withPropertyValues(one).run((first) -> {
			awaitMembers(first, 1);
			secure.withPropertyValues(certificates.bundle(certificates.keyStore("two")))
				.withPropertyValues(seed(first))
				.run((second) -> awaitMembers(second, 2));
			awaitMembers(first, 1);
			this.contextRunner.withPropertyValues(seed(first))
				.run((plain) -> patience().until(() -> !cluster(plain).state().blockedBy().isEmpty()));
			Certificates others = new Certificates(directory, "others");
			secure.withPropertyValues(others.bundle(others.keyStore("three")))
				.withPropertyValues(seed(first))
				.run((stranger) -> {
					patience().until(() -> !cluster(stranger).state().blockedBy().isEmpty());
					assertThat(cluster(stranger).state().members()).isEmpty();
				});
			assertThat(first.getBean(Recorder.class).events.stream()
				.filter(MemberEvent.class::isInstance)
				.map((event) -> ((MemberEvent) event).getMember().address())
				.distinct()).as("all who ever were members").hasSize(2);
		});
	}

	@Test
	void aPortInUseStopsTheStart() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			this.contextRunner.withPropertyValues("cluster.port=" + socket.getLocalPort())
				.run((context) -> assertThat(context).getFailure().hasCauseInstanceOf(TransportException.class));
		}
	}

	@Test
	void aNodeOfAClosedApplicationLeavesNoThreadThatKeepsTheProcessAlive() {
		this.contextRunner.run((context) -> {
			awaitMembers(context, 1);
			assertThat(alive()).contains("cluster-keep-alive");
		});
		patience().until(() -> alive().stream().noneMatch((name) -> name.startsWith("cluster")));
	}

	@Test
	void aStartThatFailsLaterLeavesNothingBehind() {
		this.contextRunner.withBean("late", SmartLifecycle.class, FailingLifecycle::new)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("fails on purpose"));
		patience().until(() -> alive().stream().noneMatch((name) -> name.startsWith("cluster")));
	}

	private static List<String> alive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon())
			.map(Thread::getName)
			.toList();
	}

	private static int closedPort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String seed(ApplicationContext context) {
		return "cluster.seed-nodes=" + cluster(context).self().address();
	}

	private static Cluster cluster(ApplicationContext context) {
		return context.getBean(Cluster.class);
	}

	private static ClusterState awaitMembers(AssertableApplicationContext context, int count) {
		assertThat(context).hasNotFailed();
		Cluster cluster = cluster(context);
		patience().untilAsserted(() -> {
			ClusterState state = cluster.state();
			assertThat(state.members()).hasSize(count)
				.allSatisfy((member) -> assertThat(member.status()).isEqualTo(MemberStatus.UP));
			assertThat(state.agreed()).isTrue();
		});
		return cluster.state();
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(patienceTime()).pollInterval(Duration.ofMillis(20));
	}

	private static Duration patienceTime() {
		return Duration.ofSeconds(30);
	}

	/** Starts after the node joined. */
	private static final class FailingLifecycle implements SmartLifecycle {

		@Override
		public void start() {
			throw new IllegalStateException("fails on purpose");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static class Recorder {

		final List<ClusterEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ClusterEvent event) {
			// What an event is about is visible by the time it arrives.
			assertThat(event.getCluster().state().view()).isGreaterThanOrEqualTo(event.getView());
			this.events.add(event);
		}

		List<String> names() {
			return this.events.stream().map((event) -> event.getClass().getSimpleName()).toList();
		}

		List<MemberStatus> statuses(NodeAddress address) {
			return this.events.stream()
				.filter(MemberEvent.class::isInstance)
				.map(MemberEvent.class::cast)
				.filter((event) -> event.getMember().address().equals(address))
				.map(MemberEvent::getStatus)
				.toList();
		}

	}

}
