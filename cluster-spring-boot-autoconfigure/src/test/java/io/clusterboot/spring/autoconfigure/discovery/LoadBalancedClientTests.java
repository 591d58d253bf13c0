package io.clusterboot.spring.autoconfigure.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpServer;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberLeft;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.client.loadbalancer.LoadBalancerAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerDefaultMappingsProviderAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.reactive.LoadBalancerBeanPostProcessorAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that load balanced clients find members by role and follow membership, although
 * the load balancer keeps lists of instances.
 */
class LoadBalancedClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpServer one = serve("one");

	private final HttpServer two = serve("two");

	private final FakeCluster cluster = new FakeCluster();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				ClusterDiscoveryAutoConfiguration.class, UtilAutoConfiguration.class,
				CompositeDiscoveryClientAutoConfiguration.class,
				ReactiveCompositeDiscoveryClientAutoConfiguration.class, LoadBalancerAutoConfiguration.class,
				LoadBalancerDefaultMappingsProviderAutoConfiguration.class,
				org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration.class,
				BlockingLoadBalancerClientAutoConfiguration.class, ReactorLoadBalancerClientAutoConfiguration.class,
				LoadBalancerBeanPostProcessorAutoConfiguration.class, LoadBalancerCacheAutoConfiguration.class))
		.withBean(FakeCluster.class, () -> this.cluster)
		.withUserConfiguration(Client.class);

	@AfterEach
	void stop() {
		this.one.stop(0);
		this.two.stop(0);
	}

	@Test
	void callsGoToTheMembersWithTheRoleOfTheMoment() {
		Member first = member(7946, MemberStatus.UP, this.one);
		Member second = member(7947, MemberStatus.UP, this.two);
		this.contextRunner.run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			assertThatIllegalStateException().isThrownBy(() -> get(client)).withMessageContaining("pricing");
			follow(() -> get(client), first, second);
		});
	}

	@Test
	void callsOfAReactiveClientGoThereToo() {
		this.contextRunner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			follow(() -> Objects.requireNonNull(
					client.get().uri("http://pricing/who").retrieve().bodyToMono(String.class).block(PATIENCE)),
					member(7946, MemberStatus.UP, this.one), member(7947, MemberStatus.UP, this.two));
		});
	}

	private void follow(Supplier<String> call, Member first, Member second) {
		this.cluster.emit(new MemberUp(first, null, FakeCluster.state(1, first)));
		assertThat(answers(call)).containsExactly("one");
		this.cluster.emit(new MemberUp(second, null, FakeCluster.state(2, first, second)));
		assertThat(answers(call)).containsExactly("one", "two");
		Member leaving = member(7946, MemberStatus.LEAVING, this.one);
		this.cluster.emit(new MemberLeft(leaving, MemberStatus.UP, FakeCluster.state(3, leaving, second)));
		assertThat(answers(call)).containsExactly("two");
	}

	private static Set<String> answers(Supplier<String> call) {
		Set<String> answers = new TreeSet<>();
		for (int i = 0; i < 8; i++) {
			answers.add(call.get());
		}
		return answers;
	}

	private static String get(RestClient client) {
		return String.valueOf(client.get().uri("http://pricing/who").retrieve().body(String.class));
	}

	private static Member member(int port, MemberStatus status, HttpServer server) {
		return FakeCluster.member(port, status, Map.of("http-port", String.valueOf(server.getAddress().getPort())),
				"pricing");
	}

	private static HttpServer serve(String name) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/who", (exchange) -> {
				byte[] body = name.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(200, body.length);
				exchange.getResponseBody().write(body);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LoadBalanced
		RestClient.Builder restClientBuilder() {
			return RestClient.builder();
		}

		@Bean
		@LoadBalanced
		WebClient.Builder webClientBuilder() {
			return WebClient.builder();
		}

	}

}
