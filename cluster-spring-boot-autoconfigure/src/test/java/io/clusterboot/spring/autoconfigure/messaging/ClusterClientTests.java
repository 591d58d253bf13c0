package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.clusterboot.api.Cluster;
import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.spring.messaging.ClusterClient;
import io.clusterboot.spring.messaging.RoutingKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of declarative clients.
 */
class ClusterClientTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner caller = TwoNodes.runner()
		.withPropertyValues("cluster.routers.hurried.role=pricing", "cluster.routers.hurried.await-routees=10ms")
		.withUserConfiguration(Callers.class);

	private final ApplicationContextRunner pricing = TwoNodes.runner()
		.withPropertyValues("cluster.roles=pricing", "cluster.routers.hurried.role=pricing")
		.withUserConfiguration(Callers.class, Service.class);

	@Test
	void aCallRunsOnAMemberThatImplementsTheInterface() {
		TwoNodes.run(this.caller, this.pricing, (one, two) -> {
			Prices prices = one.getBean(Prices.class);
			String address = two.getBean(Cluster.class).self().address().toString();
			assertThat(prices.price("ACME", 3)).isEqualTo(new Quote("ACME", 126, address));
			assertThat(prices.later(List.of("A", "B"))).succeedsWithin(SOON)
				.isEqualTo(List.of(new Quote("A", 42, address), new Quote("B", 42, address)));
			assertThat(prices.count("A", null)).isZero();
			assertThatExceptionOfType(HandlerFailedException.class).isThrownBy(() -> prices.price("", 1))
				.withMessage("no symbol")
				.satisfies((failure) -> assertThat(failure.failureType()).isEqualTo("IllegalArgumentException"));
		});
	}

	@Test
	void aMonoIsAskedForEachSubscriberAndNotBefore() {
		TwoNodes.run(this.caller, this.pricing, (one, two) -> {
			AtomicInteger calls = two.getBean(LocalPrices.class).calls;
			Mono<Quote> quote = one.getBean(Prices.class).one("ACME");
			assertThat(calls).hasValue(0);
			assertThat(quote.block(SOON)).extracting(Quote::price).isEqualTo(42);
			assertThat(quote.block(SOON)).extracting(Quote::price).isEqualTo(42);
			assertThat(calls).hasValue(2);
			assertThat(one.getBean(Prices.class).one("none").blockOptional(SOON)).isEmpty();
			assertThatExceptionOfType(HandlerFailedException.class)
				.isThrownBy(() -> one.getBean(Prices.class).one("").block(SOON));
		});
	}

	@Test
	void aFluxComesWithAllItsElements() {
		TwoNodes.run(this.caller, this.pricing, (one, two) -> {
			Flux<Quote> quotes = one.getBean(Prices.class).many("A", 3);
			assertThat(quotes.map(Quote::price).collectList().block(SOON)).containsExactly(42, 84, 126);
		});
	}

	@Test
	void aCallWithoutAMemberOfTheRoleFailsWithAReason() {
		this.caller.run((context) -> assertThatExceptionOfType(UndeliveredException.class)
			.isThrownBy(() -> context.getBean(Hurried.class).price("ACME"))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(Reason.NO_ROUTEE)));
	}

	@Test
	void aClientIsPrimaryBesideTheServiceOfThisNode() {
		this.pricing.run((context) -> {
			assertThat(context.getBean(Prices.class)).isNotInstanceOf(LocalPrices.class);
			assertThat(context.getBean(Prices.class).toString()).isEqualTo("Cluster client Prices");
			assertThat(context.getBean(Prices.class).price("ACME", 1).servedBy())
				.isEqualTo(context.getBean(Cluster.class).self().address().toString());
		});
	}

	@Test
	void aServiceIsServedThoughItsClientWasInjectedBefore() {
		this.pricing.withUserConfiguration(Injected.class)
			.run((context) -> assertThat(context.getBean(Shop.class).prices().price("ACME", 3).price()).isEqualTo(126));
	}

	record Quote(String symbol, int price, String servedBy) {
	}

	@ClusterClient(role = "pricing", router = "consistent-hash")
	interface Prices {

		Quote price(@RoutingKey String symbol, int count);

		int count(@RoutingKey String symbol, @Nullable String nothing);

		CompletableFuture<List<Quote>> later(@RoutingKey List<String> symbols);

		Mono<Quote> one(@RoutingKey String symbol);

		Flux<Quote> many(@RoutingKey String symbol, int count);

	}

	@ClusterClient(role = "pricing", router = "hurried")
	interface Hurried {

		Quote price(String symbol);

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Callers {

	}

	@Configuration(proxyBeanMethods = false)
	static class Service {

		@Bean
		LocalPrices localPrices(Cluster cluster) {
			return new LocalPrices(cluster);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		Shop shop(Prices prices) {
			return new Shop(prices);
		}

	}

	record Shop(Prices prices) {
	}

	static class LocalPrices implements Prices {

		private final AtomicInteger calls = new AtomicInteger();

		private final Cluster cluster;

		LocalPrices(Cluster cluster) {
			this.cluster = cluster;
		}

		@Override
		public Quote price(String symbol, int count) {
			if (symbol.isEmpty()) {
				throw new IllegalArgumentException("no symbol");
			}
			return new Quote(symbol, 42 * count, this.cluster.self().address().toString());
		}

		@Override
		public int count(String symbol, @Nullable String nothing) {
			return (nothing != null) ? 1 : 0;
		}

		@Override
		public CompletableFuture<List<Quote>> later(List<String> symbols) {
			return CompletableFuture.supplyAsync(() -> symbols.stream().map((symbol) -> price(symbol, 1)).toList());
		}

		@Override
		public Mono<Quote> one(String symbol) {
			this.calls.incrementAndGet();
			return symbol.equals("none") ? Mono.empty() : Mono.fromCallable(() -> price(symbol, 1));
		}

		@Override
		public Flux<Quote> many(String symbol, int count) {
			return Flux.range(1, count).map((i) -> price(symbol, i));
		}

	}

}
