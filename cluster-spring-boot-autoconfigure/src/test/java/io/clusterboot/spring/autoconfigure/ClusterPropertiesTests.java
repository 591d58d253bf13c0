package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.InvalidAddressException;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.api.ReachabilityRule;
import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterProperties}.
 */
class ClusterPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class))
		.withBean(FakeCluster.class);

	@Test
	void everyPropertyHasTheDefaultOfTheEngine() {
		this.contextRunner.run((context) -> {
			ClusterProperties properties = context.getBean(ClusterProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.port()).isEqualTo(7946);
			assertThat(properties.seedNodes()).isEmpty();
			assertThat(properties.roles()).isEmpty();
			assertThat(properties.minMembers()).isEqualTo(1);
			assertThat(properties.role()).isEmpty();
			assertThat(properties.metadata()).isEmpty();
			assertThat(properties.ssl().isActive()).isFalse();
			assertThat(properties.security().insecure()).isFalse();
			assertThat(properties.leaderAgreement()).isEqualTo(LeaderAgreement.MAJORITY);
			assertThat(properties.joinTimeout()).isNull();
			assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(properties.onRemoved()).isEqualTo(OnRemoved.REJOIN);
			assertThat(properties.onForeignCluster()).isEqualTo(OnForeignCluster.MERGE);
		});
	}

	@Test
	void everyPropertyIsBound() {
		this.contextRunner.withPropertyValues("cluster.name=orders", "cluster.host=localhost", "cluster.port=7950",
				"cluster.bind-host=127.0.0.1", "cluster.seed-nodes[0]=10.0.0.5:7946",
				"cluster.seed-nodes[1]=[fd00::6]:7946", "cluster.roles=web,worker", "cluster.app-version=1.4.2",
				"cluster.min-members=3", "cluster.role.worker.min-members=2", "cluster.metadata.zone=eu-1",
				"cluster.downing.strategy=static-quorum", "cluster.downing.role=web",
				"cluster.downing.down-all-when-unstable=45s", "cluster.downing.down-indirectly-connected=true",
				"cluster.downing.static-quorum.quorum-size=3", "cluster.downing.keep-oldest.down-if-alone=false",
				"cluster.downing.keep-referee.address=10.0.0.7:7946",
				"cluster.downing.keep-referee.down-all-if-less-than=2",
				"cluster.downing.lease-majority.acquire-lease-delay-for-minority=3s",
				"cluster.downing.lease-majority.validity=4m", "cluster.downing.lease-majority.timeout=6s",
				"cluster.downing.stable-after=12s", "cluster.downing.crash-stable-after=1s",
				"cluster.failure-detector.heartbeat-interval=500ms", "cluster.failure-detector.threshold=10.5",
				"cluster.failure-detector.acceptable-pause=4s", "cluster.failure-detector.min-deviation=50ms",
				"cluster.failure-detector.observers=7", "cluster.failure-detector.reachability=any-observer",
				"cluster.failure-detector.local-health=false", "cluster.leader-agreement=all",
				"cluster.weakly-up-after=9s", "cluster.formation-timeout=6s", "cluster.join-timeout=1m",
				"cluster.shutdown-timeout=3s", "cluster.on-removed=stop-cluster", "cluster.on-foreign-cluster=report")
			.run((context) -> {
				ClusterProperties properties = context.getBean(ClusterProperties.class);
				assertThat(properties.name()).isEqualTo("orders");
				assertThat(properties.host()).isEqualTo("localhost");
				assertThat(properties.port()).isEqualTo(7950);
				assertThat(properties.bindHost()).isEqualTo("127.0.0.1");
				assertThat(properties.seedNodes()).containsExactly(new NodeAddress("10.0.0.5", 7946),
						new NodeAddress("fd00::6", 7946));
				assertThat(properties.roles()).containsExactly("web", "worker");
				assertThat(properties.appVersion()).isEqualTo("1.4.2");
				assertThat(properties.minMembers()).isEqualTo(3);
				assertThat(properties.role()).isEqualTo(Map.of("worker", new ClusterProperties.Role(2)));
				assertThat(properties.metadata()).isEqualTo(Map.of("zone", "eu-1"));
				assertThat(properties.downing()).isEqualTo(new ClusterProperties.Downing(DowningMode.STATIC_QUORUM,
						"web", Duration.ofSeconds(12), Duration.ofSeconds(1), Duration.ofSeconds(45), true,
						new ClusterProperties.Downing.StaticQuorum(3), new ClusterProperties.Downing.KeepOldest(false),
						new ClusterProperties.Downing.KeepReferee(new NodeAddress("10.0.0.7", 7946), 2),
						new ClusterProperties.Downing.LeaseMajority(Duration.ofSeconds(3), Duration.ofMinutes(4),
								Duration.ofSeconds(6))));
				assertThat(properties.failureDetector())
					.isEqualTo(new ClusterProperties.FailureDetector(Duration.ofMillis(500), 10.5,
							Duration.ofSeconds(4), Duration.ofMillis(50), 7, ReachabilityRule.ANY_OBSERVER, false));
				assertThat(properties.leaderAgreement()).isEqualTo(LeaderAgreement.ALL);
				assertThat(properties.weaklyUpAfter()).isEqualTo(Duration.ofSeconds(9));
				assertThat(properties.formationTimeout()).isEqualTo(Duration.ofSeconds(6));
				assertThat(properties.joinTimeout()).isEqualTo(Duration.ofMinutes(1));
				assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(properties.onRemoved()).isEqualTo(OnRemoved.STOP_CLUSTER);
				assertThat(properties.onForeignCluster()).isEqualTo(OnForeignCluster.REPORT);
			});
	}

	@Test
	void environmentVariablesAreBound() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource(
						"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						Map.of("CLUSTER_NAME", "orders", "CLUSTER_PORT", "7950", "CLUSTER_SEED_NODES",
								"10.0.0.5:7946, 10.0.0.6:7946", "CLUSTER_ROLES", "web", "CLUSTER_MIN_MEMBERS", "2",
								"CLUSTER_DOWNING_STRATEGY", "NONE", "CLUSTER_METADATA_ZONE", "eu-1",
								"CLUSTER_ROLE_WORKER_MIN_MEMBERS", "4", "CLUSTER_SHUTDOWN_TIMEOUT", "2s"))))
			.run((context) -> {
				ClusterProperties properties = context.getBean(ClusterProperties.class);
				assertThat(properties.name()).isEqualTo("orders");
				assertThat(properties.port()).isEqualTo(7950);
				assertThat(properties.seedNodes()).containsExactly(new NodeAddress("10.0.0.5", 7946),
						new NodeAddress("10.0.0.6", 7946));
				assertThat(properties.roles()).containsExactly("web");
				assertThat(properties.minMembers()).isEqualTo(2);
				assertThat(properties.downing().strategy()).isEqualTo(DowningMode.NONE);
				assertThat(properties.metadata()).isEqualTo(Map.of("zone", "eu-1"));
				assertThat(properties.role()).isEqualTo(Map.of("worker", new ClusterProperties.Role(4)));
				assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(2));
			});
	}

	@Test
	void aSeedWithoutPortIsRefused() {
		this.contextRunner.withPropertyValues("cluster.seed-nodes=10.0.0.5")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidAddressException.class));
	}

}
