package io.clusterboot.spring.autoconfigure.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberLeft;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.ReachabilityEvent.MemberUnreachable;
import io.clusterboot.api.Unreachability;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterDiscoveryAutoConfiguration}.
 */
class ClusterDiscoveryAutoConfigurationTests {

	private static final Member SELF = FakeCluster.member(7946, MemberStatus.UP,
			Map.of("http-port", "8080", "zone", "eu-1"), "web");

	private static final Member PRICING = FakeCluster.member(7947, MemberStatus.UP,
			Map.of("http-port", "8443", "http-secure", "true"), "pricing", "web");

	private final FakeCluster cluster = new FakeCluster().show(FakeCluster.state(1, SELF, PRICING));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				ClusterDiscoveryAutoConfiguration.class))
		.withBean(FakeCluster.class, () -> this.cluster)
		.withBean(Heartbeats.class);

	@Test
	void eachRoleIsAServiceAndTheNameOfTheClusterIsOneOfAll() {
		this.contextRunner.run((context) -> {
			DiscoveryClient client = context.getBean(DiscoveryClient.class);
			assertThat(client.getServices()).containsExactly("pricing", "test", "web");
			assertThat(ports(client, "web")).containsExactly(8080, 8443);
			assertThat(ports(client, "pricing")).containsExactly(8443);
			assertThat(ports(client, "test")).containsExactly(8080, 8443);
			assertThat(ports(client, "unknown")).isEmpty();
		});
	}

	@Test
	void anInstanceTellsWhereTheWebServerIsAndWhatTheMemberSaysAboutItself() {
		this.contextRunner.run((context) -> {
			DiscoveryClient client = context.getBean(DiscoveryClient.class);
			assertThat(client.getInstances("web")).first().satisfies((instance) -> {
				assertThat(instance.getInstanceId()).isEqualTo("127.0.0.1:7946");
				assertThat(instance.getServiceId()).isEqualTo("web");
				assertThat(instance.getUri()).hasToString("http://127.0.0.1:8080");
				assertThat(instance.isSecure()).isFalse();
				assertThat(instance.getMetadata()).containsEntry("zone", "eu-1")
					.containsEntry("cluster.address", "127.0.0.1:7946");
			});
			assertThat(client.getInstances("pricing")).singleElement().satisfies((instance) -> {
				assertThat(instance.isSecure()).isTrue();
				assertThat(instance.getUri()).hasToString("https://127.0.0.1:8443");
			});
		});
	}

	@Test
	void theReactiveClientTellsTheSameAtEachSubscription() {
		this.contextRunner.run((context) -> {
			ReactiveDiscoveryClient client = context.getBean(ReactiveDiscoveryClient.class);
			Flux<ServiceInstance> instances = client.getInstances("web");
			assertThat(client.getServices().collectList().block()).containsExactly("pricing", "test", "web");
			assertThat(instances.map(ServiceInstance::getPort).collectList().block()).containsExactly(8080, 8443);
			this.cluster.show(FakeCluster.state(2, SELF));
			assertThat(instances.map(ServiceInstance::getPort).collectList().block()).containsExactly(8080);
		});
	}

	@Test
	void onlyReachableUpMembersThatTellAPortAreInstances() {
		Member unreachable = new Member(PRICING.id(), MemberStatus.UP, false, PRICING.roles(), 2, "",
				PRICING.metadata());
		for (Member other : List.of(unreachable, with(MemberStatus.LEAVING, "8443"), with(MemberStatus.JOINING, "8443"),
				with(MemberStatus.WEAKLY_UP, "8443"), with(MemberStatus.UP, ""), with(MemberStatus.UP, "none"),
				with(MemberStatus.UP, "-1"), with(MemberStatus.UP, "65536"),
				FakeCluster.member(7947, MemberStatus.UP, "pricing"))) {
			this.cluster.show(FakeCluster.state(2, SELF, other));
			this.contextRunner.run((context) -> {
				DiscoveryClient client = context.getBean(DiscoveryClient.class);
				assertThat(client.getInstances("pricing")).as(other.toString()).isEmpty();
				assertThat(client.getServices()).as(other.toString()).containsExactly("test", "web");
			});
		}
	}

	@Test
	void outsideAClusterThereIsNoService() {
		this.cluster.show(ClusterState.outside("test", SELF.id(), 3, List.of()));
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(DiscoveryClient.class).getServices()).isEmpty();
			assertThat(context.getBean(DiscoveryClient.class).getInstances("test")).isEmpty();
		});
	}

	@Test
	void aHeartbeatTellsThatThereAreOtherInstances() {
		this.contextRunner.run((context) -> {
			List<Object> values = context.getBean(Heartbeats.class).values;
			this.cluster.emit(new MemberUp(SELF, null, FakeCluster.state(1, SELF)));
			assertThat(values).hasSize(1);
			this.cluster.emit(new MemberUp(PRICING, null, FakeCluster.state(2, SELF, PRICING)));
			assertThat(values).hasSize(2);
			Member leaving = with(MemberStatus.LEAVING, "8443");
			this.cluster.emit(new MemberLeft(leaving, MemberStatus.UP, FakeCluster.state(3, SELF, leaving)));
			assertThat(values).hasSize(3).doesNotHaveDuplicates();
		});
	}

	@Test
	void aHeartbeatTellsThatAMemberBecameUnreachable() {
		this.contextRunner.run((context) -> {
			List<Object> values = context.getBean(Heartbeats.class).values;
			this.cluster.emit(new MemberUp(PRICING, null, FakeCluster.state(2, SELF, PRICING)));
			Member gone = new Member(PRICING.id(), MemberStatus.UP, false, PRICING.roles(), 2, "", PRICING.metadata());
			this.cluster
				.emit(new MemberUnreachable(gone, new Unreachability(gone.id(), List.of(SELF.id()), Evidence.CRASHED),
						FakeCluster.state(3, SELF, gone)));
			assertThat(values).hasSize(2);
		});
	}

	@Test
	void aHeartbeatTellsThatAMemberTellsItsPort() {
		this.contextRunner.run((context) -> {
			List<Object> values = context.getBean(Heartbeats.class).values;
			Member silent = FakeCluster.member(7947, MemberStatus.UP, "pricing");
			this.cluster.emit(new MemberUp(silent, null, FakeCluster.state(2, SELF, silent)));
			Member telling = with(MemberStatus.UP, "8443");
			this.cluster.emit(new ClusterEvent.MetadataChanged(telling, Map.of(), FakeCluster.state(3, SELF, telling)));
			assertThat(values).hasSize(2);
		});
	}

	@Test
	void whatChangesNoInstanceIsNoHeartbeat() {
		this.contextRunner.run((context) -> {
			List<Object> values = context.getBean(Heartbeats.class).values;
			this.cluster.emit(new MemberUp(SELF, null, FakeCluster.state(1, SELF)));
			this.cluster.emit(new ClusterEvent.LeaderChanged(SELF, FakeCluster.state(2, SELF)));
			Member busy = new Member(SELF.id(), SELF.status(), true, SELF.roles(), SELF.upNumber(), SELF.appVersion(),
					SELF.metadata(), LoadSample.of(0.5, 0.5, 0.5, 1));
			this.cluster.emit(new ClusterEvent.LoadChanged(busy, FakeCluster.state(3, busy)));
			Member joining = with(MemberStatus.JOINING, "8443");
			this.cluster.emit(new MemberUp(joining, null, FakeCluster.state(4, SELF, joining)));
			assertThat(values).hasSize(1);
		});
	}

	@Test
	void otherDiscoveryClientsStayBesideIt() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(UtilAutoConfiguration.class,
					CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class))
			.withPropertyValues("spring.cloud.discovery.client.simple.instances.legacy[0].uri=http://10.0.0.1:80")
			.run((context) -> {
				DiscoveryClient all = context.getBean(CompositeDiscoveryClient.class);
				assertThat(all.getServices()).contains("legacy", "pricing");
				assertThat(ports(all, "pricing")).containsExactly(8443);
			});
	}

	@Test
	void aBeanOfTheSameNameReplacesIt() {
		DiscoveryClient own = new ClusterDiscoveryClient(new ClusterServiceInstances(new FakeCluster()));
		this.contextRunner.withBean("clusterDiscoveryClient", DiscoveryClient.class, () -> own)
			.run((context) -> assertThat(context).getBean(DiscoveryClient.class).isSameAs(own));
	}

	@Test
	void itCanBeSwitchedOff() {
		for (String property : List.of("cluster.discovery.enabled", "spring.cloud.discovery.enabled")) {
			this.contextRunner.withPropertyValues(property + "=false")
				.run((context) -> assertThat(context).as(property)
					.doesNotHaveBean(DiscoveryClient.class)
					.doesNotHaveBean(ReactiveDiscoveryClient.class)
					.doesNotHaveBean(DiscoveryHeartbeat.class));
		}
		this.contextRunner.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DiscoveryClient.class)
				.hasSingleBean(ReactiveDiscoveryClient.class));
		this.contextRunner.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(DiscoveryClient.class)
				.doesNotHaveBean(ReactiveDiscoveryClient.class));
	}

	@Test
	void whatIsNotOnTheClassPathIsNotMissed() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(DiscoveryClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterDiscoveryHeartbeat"));
		this.contextRunner.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DiscoveryClient.class)
				.doesNotHaveBean("clusterReactiveDiscoveryClient"));
		this.contextRunner.withClassLoader(new FilteredClassLoader(LoadBalancerCacheManager.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DiscoveryClient.class)
				.doesNotHaveBean("clusterLoadBalancerCacheEviction"));
	}

	private static Member with(MemberStatus status, String port) {
		return FakeCluster.member(7947, status, Map.of("http-port", port), "pricing");
	}

	private static List<Integer> ports(DiscoveryClient client, String service) {
		return client.getInstances(service).stream().map(ServiceInstance::getPort).toList();
	}

	static final class Heartbeats {

		private final List<Object> values = new ArrayList<>();

		@EventListener
		void heartbeat(HeartbeatEvent event) {
			this.values.add(event.getValue());
		}

	}

}
