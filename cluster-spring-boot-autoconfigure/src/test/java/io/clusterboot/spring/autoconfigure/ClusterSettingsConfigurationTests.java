package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.LeaseSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.api.ReachabilityRule;
import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterSettingsConfiguration}.
 */
class ClusterSettingsConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class))
		.withBean(FakeCluster.class);

	@Test
	void withoutConfigurationTheSettingsAreTheDefaultsOfTheEngine() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ClusterSettings.class))
			.isEqualTo(ClusterSettings.builder().build()));
	}

	@Test
	void theNameIsThatOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.application.name=orders")
			.run((context) -> assertThat(context.getBean(ClusterSettings.class).name()).isEqualTo("orders"));
	}

	@Test
	void theNameOfTheClusterWinsOverThatOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.application.name=orders", "cluster.name=shop")
			.run((context) -> assertThat(context.getBean(ClusterSettings.class).name()).isEqualTo("shop"));
	}

	@Test
	void theVersionIsThatOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.application.version=1.4.2")
			.run((context) -> assertThat(context.getBean(ClusterSettings.class).appVersion()).isEqualTo("1.4.2"));
	}

	@Test
	void everyPropertyArrivesInTheSettings() {
		this.contextRunner.withPropertyValues("cluster.name=orders", "cluster.host=localhost", "cluster.port=7950",
				"cluster.bind-host=127.0.0.1", "cluster.seed-nodes=10.0.0.5:7946", "cluster.roles=web,worker",
				"cluster.app-version=1.4.2", "cluster.min-members=3", "cluster.role.worker.min-members=2",
				"cluster.metadata.zone=eu-1", "cluster.downing.strategy=static-quorum", "cluster.downing.role=web",
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
			.run((context) -> assertThat(context.getBean(ClusterSettings.class)).isEqualTo(ClusterSettings.builder()
				.name("orders")
				.address(new NodeAddress("localhost", 7950))
				.bindHost("127.0.0.1")
				.roles(List.of("web", "worker"))
				.appVersion("1.4.2")
				.minMembers(3)
				.minMembersByRole(Map.of("worker", 2))
				.metadata(Map.of("zone", "eu-1"))
				.downing(DowningSettings.builder()
					.strategy(DowningMode.STATIC_QUORUM)
					.role("web")
					.stableAfter(Duration.ofSeconds(12))
					.crashStableAfter(Duration.ofSeconds(1))
					.downAllWhenUnstable(Duration.ofSeconds(45))
					.downIndirectlyConnected(true)
					.quorumSize(3)
					.downIfAlone(false)
					.referee(new DowningSettings.Referee(new NodeAddress("10.0.0.7", 7946), 2))
					.lease(new LeaseSettings(Duration.ofSeconds(3), Duration.ofMinutes(4), Duration.ofSeconds(6)))
					.build())
				.failureDetector(new FailureDetectorSettings(Duration.ofMillis(500), 10.5, Duration.ofSeconds(4),
						Duration.ofMillis(50), 7, ReachabilityRule.ANY_OBSERVER, false))
				.leaderAgreement(LeaderAgreement.ALL)
				.weaklyUpAfter(Duration.ofSeconds(9))
				.shutdownTimeout(Duration.ofSeconds(3))
				.join(new JoinSettings(List.of(new NodeAddress("10.0.0.5", 7946)), Duration.ofSeconds(6),
						Duration.ofMinutes(1), OnRemoved.STOP_CLUSTER, OnForeignCluster.REPORT))
				.build()));
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.contextRunner.withUserConfiguration(Customizers.class)
			.withPropertyValues("cluster.name=orders")
			.run((context) -> assertThat(context.getBean(ClusterSettings.class).name()).isEqualTo("second"));
	}

	@Test
	void aNodeThatMayBeReachedAdvertisesTheAddressOfTheMachine() {
		String expected = (SiteAddress.find() != null) ? SiteAddress.find() : "127.0.0.1";
		this.contextRunner.withPropertyValues("cluster.security.insecure=true")
			.run((context) -> assertThat(context.getBean(ClusterSettings.class).address().host()).isEqualTo(expected));
	}

	@ParameterizedTest
	@CsvSource({ "cluster.port, 70000", "cluster.port, -1", "cluster.host, not a host", "cluster.host, 0.0.0.0",
			"cluster.min-members, 0", "cluster.downing.stable-after, 5ms", "cluster.failure-detector.threshold, 99",
			"cluster.weakly-up-after, 1ms", "cluster.shutdown-timeout, 2d", "cluster.join-timeout, 1ms",
			"cluster.formation-timeout, 1ms", "cluster.downing.down-all-when-unstable, 5s",
			"cluster.downing.static-quorum.quorum-size, -1", "cluster.downing.keep-referee.down-all-if-less-than, 0",
			"cluster.downing.lease-majority.validity, 10s", "cluster.downing.lease-majority.timeout, 0s" })
	void aValueOutOfRangeNamesItsProperty(String property, String value) {
		this.contextRunner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(failure) -> assertThat(failure.property()).isEqualTo(property)));
	}

	@ParameterizedTest
	@CsvSource({ "static-quorum, cluster.downing.static-quorum.quorum-size",
			"keep-referee, cluster.downing.keep-referee.address" })
	void whatAStrategyNeedsIsNamedWhenItIsMissing(String strategy, String property) {
		this.contextRunner.withPropertyValues("cluster.downing.strategy=" + strategy)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(failure) -> assertThat(failure.property()).isEqualTo(property)));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		ClusterSettingsCustomizer second() {
			return (settings) -> settings.name("second");
		}

		@Bean
		@Order(1)
		ClusterSettingsCustomizer first() {
			return (settings) -> settings.name("first");
		}

	}

}
