package io.clusterboot.spring.autoconfigure.health;

import java.util.List;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.Unreachability;
import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterHealthContributorAutoConfiguration} and
 * {@link ClusterHealthIndicator}.
 */
class ClusterHealthContributorAutoConfigurationTests {

	private final FakeCluster cluster = new FakeCluster();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(FakeCluster.class, () -> this.cluster);

	@ParameterizedTest
	@EnumSource(names = { "UP", "WEAKLY_UP" })
	void aMemberIsUp(MemberStatus status) {
		assertThat(health(FakeCluster.state(1, FakeCluster.member(7946, status))).getStatus()).isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@EnumSource(names = { "JOINING", "LEAVING", "EXITING", "DOWN" })
	void aNodeOnItsWayInOrOutIsOutOfService(MemberStatus status) {
		assertThat(health(FakeCluster.state(1, FakeCluster.member(7946, status))).getStatus())
			.isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void aNodeThatHasNotJoinedIsOutOfServiceAndSaysWhy() {
		Health health = health(new FakeCluster().state());
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).containsEntry("self", "127.0.0.1:7946")
			.containsEntry("members", 0)
			.containsEntry("blockedBy", List.of("no seed answered"))
			.doesNotContainKey("status");
	}

	@Test
	void anUnreachableOtherMemberIsADetailAndNoFault() {
		Member self = FakeCluster.member(7946, MemberStatus.UP);
		Member other = FakeCluster.member(7947, MemberStatus.UP);
		Unreachability crashed = new Unreachability(other.id(), List.of(self.id()), Evidence.CRASHED);
		Health health = health(
				FakeCluster.withUnreachable(FakeCluster.state(1, self, other), List.of(crashed), List.of()));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("status", "UP")
			.containsEntry("members", 2)
			.containsEntry("unreachable", List.of("127.0.0.1:7947"))
			.containsEntry("agreed", false)
			.containsEntry("blockedBy", List.of("2 was not reached"));
	}

	@Test
	void anotherClusterOfTheSameNameIsADetailAndNoFault() {
		ForeignCluster foreign = new ForeignCluster(new ClusterId(0x4153, 2), FakeCluster.SELF.withPort(7950), 3);
		ClusterState state = FakeCluster.state(1, FakeCluster.member(7946, MemberStatus.UP));
		assertThat(health(state).getDetails()).containsEntry("foreignClusters", List.of());
		Health health = health(FakeCluster.withForeignClusters(state, foreign));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("foreignClusters",
				List.of("00000000000041530000000000000002 at 127.0.0.1:7950"));
	}

	@Test
	void theIndicatorMayJoinTheReadinessGroupAndIsNoPartOfLiveness() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.probes.enabled=true",
					"management.endpoint.health.group.readiness.include=readinessState,cluster")
			.run((context) -> {
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(endpoint.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
				assertThat(endpoint.healthForPath("readiness", "cluster").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(endpoint.healthForPath("liveness", "cluster")).isNull();
			});
	}

	@Test
	void theIndicatorCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.cluster.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterHealthIndicator.class));
	}

	@Test
	void theIndicatorBacksOff() {
		this.contextRunner.withBean("clusterHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterHealthIndicator.class));
	}

	private Health health(ClusterState state) {
		this.cluster.show(state);
		return new ClusterHealthIndicator(this.cluster).health();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
