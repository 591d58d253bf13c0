package io.clusterboot.spring.autoconfigure.metrics;

import java.util.List;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.Unreachability;
import io.clusterboot.spring.FakeCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterMetricsAutoConfiguration} and {@link ClusterMetrics}.
 */
class ClusterMetricsAutoConfigurationTests {

	private final FakeCluster cluster = new FakeCluster();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(FakeCluster.class, () -> this.cluster);

	@Test
	void theMetersFollowTheState() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(members(registry, "UP")).isZero();
			Member self = FakeCluster.member(7946, MemberStatus.UP);
			Member joining = FakeCluster.member(7947, MemberStatus.JOINING);
			this.cluster.show(FakeCluster.state(1, self, joining));
			assertThat(members(registry, "UP")).isOne();
			assertThat(members(registry, "JOINING")).isOne();
			assertThat(registry.get("cluster.agreed").gauge().value()).isOne();
			assertThat(registry.get("cluster.unreachable").gauge().value()).isZero();
			this.cluster.show(FakeCluster.withUnreachable(this.cluster.state(),
					List.of(new Unreachability(joining.id(), List.of(self.id()), Evidence.CRASHED)), List.of()));
			assertThat(registry.get("cluster.agreed").gauge().value()).isZero();
			assertThat(registry.get("cluster.unreachable").gauge().value()).isOne();
		});
	}

	@Test
	void thereAreNoMetersWithoutARegistry() {
		this.contextRunner.withPropertyValues("management.defaults.metrics.export.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void theMetersBackOff() {
		ClusterMetrics own = new ClusterMetrics(this.cluster);
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("own", ClusterMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(ClusterMetrics.class).isSameAs(own));
	}

	private static double members(MeterRegistry registry, String status) {
		return registry.get("cluster.members").tag("status", status).gauge().value();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
