package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.routing.Pool;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterRouter;
import io.clusterboot.spring.messaging.ClusterRouterFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of routers as beans.
 */
class ClusterRouterTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner node = TwoNodes.runner()
		.withPropertyValues("cluster.roles=pricing")
		.withUserConfiguration(WhoAmI.class);

	@Test
	void aRouterOfThePropertiesIsABeanOfItsName() {
		ApplicationContextRunner first = this.node.withPropertyValues("cluster.routers.who.role=pricing",
				"cluster.routers.remote.handler=who", "cluster.routers.remote.strategy=consistent-hash",
				"cluster.routers.remote.allow-local=false");
		TwoNodes.run(first, this.node, (one, two) -> {
			ClusterRouter both = one.getBean("who", ClusterRouter.class);
			Set<String> answers = new HashSet<>();
			for (int i = 0; i < 4; i++) {
				answers.add(both.ask("x", String.class).get());
			}
			String self = one.getBean(Cluster.class).self().address().toString();
			String other = two.getBean(Cluster.class).self().address().toString();
			assertThat(answers).containsExactlyInAnyOrder(self, other);
			ClusterRouter remote = one.getBean("remote", ClusterRouter.class);
			assertThat(remote.getSettings().strategy()).isEqualTo(RoutingStrategy.CONSISTENT_HASH);
			assertThat(remote.getRoutees()).extracting(Member::id).containsExactly(two.getBean(Cluster.class).self());
			assertThat(remote.ask("key", "x", String.class)).succeedsWithin(SOON).isEqualTo(other);
		});
	}

	@Test
	void theWorkersOfAPoolRunOnAllMembersWithTheRole() {
		ApplicationContextRunner pool = this.node
			.withPropertyValues("cluster.routers.quotes.role=pricing", "cluster.routers.quotes.pool.max-total=4",
					"cluster.routers.quotes.pool.max-per-node=2")
			.withUserConfiguration(Workers.class);
		TwoNodes.run(pool, pool, (one, two) -> {
			ClusterRouter quotes = one.getBean("quotes", ClusterRouter.class);
			Set<String> answers = new HashSet<>();
			for (int i = 0; i < 8; i++) {
				answers.add(quotes.ask("x", String.class).get());
			}
			assertThat(answers).hasSize(4);
			assertThat(one.getBean(Pool.class).workers()).hasSize(2);
			assertThat(two.getBean(Pool.class).workers()).hasSize(2);
			String self = one.getBean(Cluster.class).self().address().toString();
			assertThat(answers.stream().filter((answer) -> answer.endsWith(self))).hasSize(2);
		});
	}

	@Test
	void aPoolNeedsTheNumberOfItsWorkers() {
		this.node.withPropertyValues("cluster.routers.quotes.pool.max-per-node=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("cluster.routers.quotes.pool.max-total"));
	}

	@Test
	void aRouterMayBeForThisNodeOnly() {
		ApplicationContextRunner first = this.node.withPropertyValues("cluster.routers.who.local-only=true");
		TwoNodes.run(first, this.node,
				(one, two) -> assertThat(one.getBean("who", ClusterRouter.class).getRoutees()).extracting(Member::id)
					.containsExactly(one.getBean(Cluster.class).self()));
	}

	@Test
	void aRouterCanBeMadeByTheUser() {
		this.node.withUserConfiguration(OwnRouter.class)
			.run((context) -> assertThat(context.getBean("own", ClusterRouter.class).ask("x", String.class))
				.succeedsWithin(SOON)
				.isEqualTo(context.getBean(Cluster.class).self().address().toString()));
	}

	@Test
	void theFirstMessageWaitsForTheFirstMember() {
		ApplicationContextRunner first = TwoNodes.runner()
			.withPropertyValues("cluster.routers.who.role=pricing", "cluster.routers.who.await-routees=1m");
		first.run((one) -> {
			CompletableFuture<String> answer = one.getBean("who", ClusterRouter.class).ask("x", String.class);
			assertThat(answer).isNotDone();
			Cluster cluster = one.getBean(Cluster.class);
			TwoNodes.await("it is a member", () -> cluster.state().selfMember().isPresent());
			this.node.withPropertyValues("cluster.seed-nodes=" + cluster.self().address())
				.run((two) -> assertThat(answer).succeedsWithin(Duration.ofSeconds(20))
					.isEqualTo(two.getBean(Cluster.class).self().address().toString()));
		});
	}

	@Test
	void aRouterWithTheNameOfAnotherBeanStopsTheStart() {
		this.node.withBean("quotes", String.class, () -> "other")
			.withPropertyValues("cluster.routers.quotes.role=pricing")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("rename one of them"));
	}

	@Test
	void aValueOutOfRangeStopsTheStartAndNamesTheProperty() {
		this.node.withPropertyValues("cluster.routers.quotes.retries=99")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.satisfies((failure) -> assertThat(((InvalidSettingException) failure).property())
					.isEqualTo("cluster.routers.quotes.retries")));
	}

	@Configuration(proxyBeanMethods = false)
	static class WhoAmI {

		private final Cluster cluster;

		WhoAmI(Cluster cluster) {
			this.cluster = cluster;
		}

		@ClusterListener("who")
		String who(String question, NodeId asker) {
			return this.cluster.self().address().toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		@Bean
		Pool workers(ClusterRouterFactory routers, Cluster cluster) {
			return routers.createPool("quotes", (number) -> (message) -> number + " at " + cluster.self().address(),
					String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRouter {

		@Bean
		ClusterRouter own(ClusterRouterFactory routers) {
			return routers.create(RouterSettings.of("own", RoutingStrategy.RANDOM, "who", "pricing"));
		}

	}

}
