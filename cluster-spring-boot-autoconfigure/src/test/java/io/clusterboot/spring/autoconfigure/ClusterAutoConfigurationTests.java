package io.clusterboot.spring.autoconfigure;

import java.util.concurrent.Executor;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.actuate.ClusterEndpointAutoConfiguration;
import io.clusterboot.spring.autoconfigure.health.ClusterHealthContributorAutoConfiguration;
import io.clusterboot.spring.autoconfigure.metrics.ClusterMetricsAutoConfiguration;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.grpc.BindableService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterAutoConfiguration}: what is there, and what backs off.
 */
class ClusterAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				ClusterEndpointAutoConfiguration.class, ClusterHealthContributorAutoConfiguration.class,
				ClusterMetricsAutoConfiguration.class));

	@Test
	void nothingIsThereWhenTheClusterIsDisabled() {
		this.contextRunner.withPropertyValues("cluster.enabled=false", "cluster.seed-nodes=not an address")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Cluster.class)
				.doesNotHaveBean(Transport.class)
				.doesNotHaveBean(ClusterSettings.class)
				.doesNotHaveBean(ClusterProperties.class)
				.doesNotHaveBean(ClusterEventPublisher.class)
				.doesNotHaveBean(ClusterMembershipLifecycle.class)
				.doesNotHaveBean(ClusterTransportLifecycle.class));
	}

	@Test
	void theClusterBacksOff() {
		this.contextRunner.withBean(FakeCluster.class)
			.run((context) -> assertThat(context).getBean(Cluster.class).isInstanceOf(FakeCluster.class));
	}

	@Test
	void aClusterOfTheApplicationsOwnIsLeftAtShutdown() {
		FakeCluster cluster = new FakeCluster();
		this.contextRunner.withBean(FakeCluster.class, () -> cluster).run((context) -> {
			context.close();
			assertThat(cluster.commands()).containsExactly("leave");
		});
	}

	@Test
	void aMockOfTheClusterStartsAndStops() {
		this.contextRunner.withBean(Cluster.class, () -> Mockito.mock(Cluster.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			context.close();
		});
	}

	@Test
	void theTransportBacksOff() {
		Transport own = Mockito.mock(Transport.class);
		this.contextRunner.withBean(FakeCluster.class)
			.withBean("own", Transport.class, () -> own)
			.run((context) -> assertThat(context).getBean(Transport.class).isSameAs(own));
	}

	@Test
	void theSettingsBackOff() {
		ClusterSettings own = ClusterSettings.builder().name("own").build();
		this.contextRunner.withBean(FakeCluster.class)
			.withBean("own", ClusterSettings.class, () -> own)
			.run((context) -> assertThat(context).getBean(ClusterSettings.class).isSameAs(own));
	}

	@Test
	void theTransportIsNoServiceOfSpringsOwnServerAndBringsNoExecutor() {
		this.contextRunner.withBean(FakeCluster.class)
			.run((context) -> assertThat(context).hasSingleBean(GrpcTransport.class)
				.doesNotHaveBean(BindableService.class)
				.doesNotHaveBean(Executor.class));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "cluster.host=10.0.0.5", "cluster.bind-host=0.0.0.0", "cluster.host=no-such-host.invalid" })
	void anAddressThatOthersReachNeedsTls(String property) {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InsecureClusterException.class, (failure) -> {
					assertThat(property).startsWith(failure.getProperty());
					assertThat(property).endsWith(failure.getHost());
				}));
	}

	@Test
	void anAddressThatOthersReachMayBeInsecureWhenSaidSo() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("cluster.host=10.0.0.5", "cluster.bind-host=0.0.0.0", "cluster.security.insecure=true")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(GrpcTransport.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.2", "::1" })
	void anyLoopbackAddressIsFineWithoutTls(String host) {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("cluster.host=" + host)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aTransportOfTheApplicationsOwnDecidesItselfWhatIsSecure() {
		this.contextRunner.withBean(FakeCluster.class)
			.withBean("own", Transport.class, () -> Mockito.mock(Transport.class))
			.withPropertyValues("cluster.host=10.0.0.5")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
