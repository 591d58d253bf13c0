package io.clusterboot.spring.autoconfigure.grpc;

import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterNameResolverAutoConfiguration}.
 */
class ClusterNameResolverAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				ClusterNameResolverAutoConfiguration.class));

	@Test
	void gRpcKnowsTheSchemeAsLongAsTheApplicationRuns() {
		assertThat(registered()).isNull();
		this.contextRunner.withBean(FakeCluster.class)
			.run((context) -> assertThat(registered()).isSameAs(context.getBean(ClusterNameResolverProvider.class)));
		assertThat(registered()).isNull();
	}

	@Test
	void ofSeveralApplicationsInOneProcessTheFirstOneCountsUntilItEnds() {
		this.contextRunner.withBean(FakeCluster.class).run((first) -> {
			this.contextRunner.withBean(FakeCluster.class)
				.run((second) -> assertThat(registered()).isSameAs(first.getBean(ClusterNameResolverProvider.class)));
			assertThat(registered()).isSameAs(first.getBean(ClusterNameResolverProvider.class));
		});
	}

	@Test
	void targetsWithoutASchemeStayThoseOfDns() {
		this.contextRunner.withBean(FakeCluster.class)
			.run((context) -> assertThat(NameResolverRegistry.getDefaultRegistry().getDefaultScheme())
				.isEqualTo("dns"));
	}

	@Test
	void aProviderOfTheApplicationIsKept() {
		ClusterNameResolverProvider own = new ClusterNameResolverProvider(new FakeCluster());
		this.contextRunner.withBean(FakeCluster.class)
			.withBean(ClusterNameResolverProvider.class, () -> own)
			.run((context) -> assertThat(context).getBean(ClusterNameResolverProvider.class).isSameAs(own));
	}

	@Test
	void withoutAClusterThereIsNone() {
		this.contextRunner.withPropertyValues("cluster.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterNameResolverProvider.class));
	}

	private static @Nullable NameResolverProvider registered() {
		return NameResolverRegistry.getDefaultRegistry().getProviderForScheme(ClusterNameResolverProvider.SCHEME);
	}

}
