package io.clusterboot.spring.autoconfigure.grpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.clusterboot.api.Cluster;
import io.clusterboot.resolver.ClusterNameResolverProvider;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.spring.autoconfigure.ports.ClusterGrpcServerAutoConfiguration;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientDefaultServiceConfigCustomizer;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;
import org.springframework.grpc.client.GrpcChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClusterGrpcClientAutoConfiguration}.
 */
class ClusterGrpcClientAutoConfigurationTests {

	private static final List<Map<String, ?>> BALANCING = List.of(Map.of("cluster_round_robin", Map.of()));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				GrpcClientAutoConfiguration.class, ClusterNameResolverAutoConfiguration.class,
				ClusterGrpcClientAutoConfiguration.class));

	private final ApplicationContextRunner client = this.contextRunner.withPropertyValues("cluster.port=0",
			"spring.grpc.client.channel.prices.target=cluster:///pricing");

	private final ApplicationContextRunner server = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				GrpcServerAutoConfiguration.class, ClusterGrpcServerAutoConfiguration.class))
		.withPropertyValues("cluster.port=0", "cluster.roles=pricing", "spring.grpc.server.port=0");

	@Test
	void aChannelOfBootFollowsTheMembersWithTheRole() {
		this.client.run((caller) -> {
			GrpcChannelFactory channels = caller.getBean(GrpcChannelFactory.class);
			Channel prices = channels.createChannel("prices");
			this.server.withPropertyValues(seed(caller))
				.withBean(WhoService.class, () -> new WhoService("one"))
				.run((one) -> {
					assertThat(WhoService.call(prices)).isEqualTo("one");
					assertThat(WhoService.call(channels.createChannel("cluster:///pricing"))).isEqualTo("one");
					this.server.withPropertyValues(seed(caller))
						.withBean(WhoService.class, () -> new WhoService("two"))
						.run((two) -> patience().until(() -> answers(prices).equals(Set.of("one", "two"))));
					patience().until(() -> answers(prices).equals(Set.of("one")));
				});
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> WhoService.callAtOnce(prices))
				.withMessageContaining("there is no reachable UP member with the role 'pricing'");
		});
	}

	@Test
	void aChannelAsksTheClusterOfItsOwnApplication() {
		this.contextRunner.withBean(FakeCluster.class)
			.run((first) -> this.client.run((caller) -> this.server.withPropertyValues(seed(caller))
				.withBean(WhoService.class, () -> new WhoService("mine"))
				.run((one) -> assertThat(
						WhoService.call(caller.getBean(GrpcChannelFactory.class).createChannel("prices")))
					.isEqualTo("mine"))));
	}

	@Test
	void aChannelToMembersIsBalancedAndKeepsTheRestOfItsServiceConfig() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("spring.grpc.client.channel.prices.target=cluster:///${role}", "role=pricing")
			.run((context) -> {
				Map<String, Object> config = new LinkedHashMap<>(Map.of("methodConfig", "retries"));
				context.getBean(GrpcClientDefaultServiceConfigCustomizer.class).customize("prices", config);
				assertThat(config).containsExactlyInAnyOrderEntriesOf(
						Map.of("methodConfig", "retries", "loadBalancingConfig", BALANCING));
			});
	}

	@Test
	void theBalancingThatTheApplicationChoseIsKept() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("spring.grpc.client.channel.prices.target=cluster:///pricing",
					"spring.grpc.client.channel.prices.default.load-balancing-policy=pick_first")
			.run((context) -> {
				GrpcClientDefaultServiceConfigCustomizer customizer = context
					.getBean(GrpcClientDefaultServiceConfigCustomizer.class);
				assertThat(customized(customizer, "prices", Map.of())).isEmpty();
				Map<String, ?> chosen = Map.of("loadBalancingConfig", "chosen");
				assertThat(customized(customizer, "cluster:///other", chosen)).isEqualTo(chosen);
			});
	}

	@Test
	void otherChannelsAreLeftAlone() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("spring.grpc.client.channel.other.target=dns:///localhost:9090")
			.run((context) -> {
				GrpcClientDefaultServiceConfigCustomizer customizer = context
					.getBean(GrpcClientDefaultServiceConfigCustomizer.class);
				assertThat(customized(customizer, "other", Map.of())).isEmpty();
				assertThat(customized(customizer, "localhost:9090", Map.of())).isEmpty();
			});
	}

	@Test
	void withoutBootsChannelsThereIsNothingToCustomize() {
		this.contextRunner.withBean(FakeCluster.class)
			.withClassLoader(new FilteredClassLoader(GrpcChannelBuilderCustomizer.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ClusterNameResolverProvider.class)
				.doesNotHaveBean("clusterGrpcChannelBuilderCustomizer"));
	}

	private static Map<String, Object> customized(GrpcClientDefaultServiceConfigCustomizer customizer, String channel,
			Map<String, ?> before) {
		Map<String, Object> config = new LinkedHashMap<>(before);
		customizer.customize(channel, config);
		return config;
	}

	private static Set<String> answers(Channel channel) {
		return IntStream.range(0, 8).mapToObj((i) -> WhoService.call(channel)).collect(Collectors.toSet());
	}

	private static String seed(ApplicationContext member) {
		Cluster cluster = member.getBean(Cluster.class);
		patience().until(() -> cluster.state().selfMember().isPresent());
		return "cluster.seed-nodes=" + cluster.self().address();
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

}
