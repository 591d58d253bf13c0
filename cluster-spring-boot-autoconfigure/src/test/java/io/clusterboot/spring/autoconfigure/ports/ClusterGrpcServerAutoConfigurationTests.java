package io.clusterboot.spring.autoconfigure.ports;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.spring.autoconfigure.grpc.WhoService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.grpc.server.lifecycle.GrpcServerShutdownEvent;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterGrpcServerAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterGrpcServerAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SslAutoConfiguration.class,
			ClusterAutoConfiguration.class, GrpcServerAutoConfiguration.class,
			ClusterGrpcServerAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(WhoService.class, () -> new WhoService("me"))
		.withPropertyValues("spring.grpc.server.port=0", "cluster.port=0");

	@Test
	void theOthersHearOnWhichPortTheGrpcServerReallyListens() {
		this.contextRunner.run((context) -> {
			int port = context.getBean(GrpcServerLifecycle.class).getPort();
			assertThat(port).isPositive();
			awaitMetadata(context, Map.of("grpc-port", String.valueOf(port)));
		});
	}

	@Test
	void aServerThatIsPartOfTheWebServerIsFoundAtThePortOfThat() {
		new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withConfiguration(CONFIGURATIONS)
			.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
			.withBean(WhoService.class, () -> new WhoService("me"))
			.withPropertyValues("server.port=0", "cluster.port=0", "spring.grpc.server.servlet.enabled=true",
					"spring.grpc.server.servlet.validate-http2=false")
			.run((context) -> {
				AnnotationConfigServletWebServerApplicationContext server = context
					.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class);
				awaitMetadata(context,
						Map.of("grpc-port", String.valueOf(Objects.requireNonNull(server.getWebServer()).getPort())));
			});
	}

	@Test
	void whenTheApplicationClosesTheServerServesUntilTheClusterIsLeft() {
		AtomicReference<ClusterState> seen = new AtomicReference<>();
		this.contextRunner.withBean("seen", AtomicReference.class, () -> seen)
			.withBean(Witness.class)
			.run((context) -> {
				awaitMetadata(context,
						Map.of("grpc-port", String.valueOf(context.getBean(GrpcServerLifecycle.class).getPort())));
				context.close();
				assertThat(seen.get()).isNotNull();
				assertThat(seen.get().members()).isEmpty();
			});
	}

	@Test
	void aClusterThatCannotBeLeftDoesNotKeepTheServerFromStopping(CapturedOutput output) {
		FakeCluster cluster = new FakeCluster();
		cluster.show(FakeCluster.state(1, FakeCluster.member(7946, MemberStatus.UP)));
		cluster.leaveCompletesWith(new CompletableFuture<>());
		this.contextRunner.withBean(FakeCluster.class, () -> cluster)
			.withPropertyValues("cluster.shutdown-timeout=10ms")
			.run((context) -> {
				GrpcServerLifecycle server = context.getBean(GrpcServerLifecycle.class);
				context.close();
				assertThat(server.isRunning()).isFalse();
				assertThat(output).contains("before the gRPC server stops; calls to it may fail");
			});
	}

	@Test
	void aServerThatIsOnlyStoppedTakesItsPortBackAndTheNodeStaysAMember() {
		FakeCluster cluster = new FakeCluster();
		cluster.show(FakeCluster.state(1, FakeCluster.member(7946, MemberStatus.UP)));
		this.contextRunner.withBean(FakeCluster.class, () -> cluster).run((context) -> {
			GrpcServerLifecycle server = context.getBean(GrpcServerLifecycle.class);
			cluster.show(FakeCluster.state(2,
					FakeCluster.member(7946, MemberStatus.UP, Map.of("grpc-port", String.valueOf(server.getPort())))));
			server.stop();
			assertThat(cluster.commands()).endsWith("put {grpc-port=}").doesNotContain("leave");
		});
	}

	@Test
	void withoutSpringsGrpcServerNothingIsTold() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
					ClusterGrpcServerAutoConfiguration.class))
			.withBean(FakeCluster.class)
			.withClassLoader(new FilteredClassLoader(GrpcServerStartedEvent.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterGrpcServerPresence"));
	}

	@Test
	void withoutAClusterNothingIsTold() {
		this.contextRunner.withPropertyValues("cluster.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcServerPresence.class));
	}

	private static void awaitMetadata(ApplicationContext context, Map<String, String> metadata) {
		Cluster cluster = context.getBean(Cluster.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(cluster.state().selfMember().map(Member::metadata)).contains(metadata));
	}

	/** Looks at the cluster when the server is just about to stop. */
	static final class Witness {

		private final Cluster cluster;

		private final AtomicReference<ClusterState> seen;

		Witness(Cluster cluster, AtomicReference<ClusterState> seen) {
			this.cluster = cluster;
			this.seen = seen;
		}

		@EventListener
		@Order
		void stopping(GrpcServerShutdownEvent event) {
			if (!event.getServer().isShutdown()) {
				this.seen.set(this.cluster.state());
			}
		}

	}

}
