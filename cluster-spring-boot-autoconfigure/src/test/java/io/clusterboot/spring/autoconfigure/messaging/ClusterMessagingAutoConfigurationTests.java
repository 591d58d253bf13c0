package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.spring.messaging.ClusterClient;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import io.clusterboot.spring.messaging.RoutingKey;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClusterMessagingAutoConfiguration}.
 */
class ClusterMessagingAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
				ClusterAutoConfiguration.class, ClusterMessagingAutoConfiguration.class))
		.withPropertyValues("cluster.port=0", "cluster.roles=pricing");

	@Test
	void aListenerAnswersWhatIsAsked() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			ClusterTemplate template = context.getBean(ClusterTemplate.class);
			assertThat(template.ask("pricing", "quotes", new QuoteRequested("ACME"), Quote.class)).succeedsWithin(SOON)
				.isEqualTo(new Quote("ACME", 42));
			assertThat(template.ask("pricing", "quotes", "ACME", String.class)).succeedsWithin(SOON)
				.isEqualTo("text ACME");
		});
	}

	@Test
	void aClientCallsAMemberThatImplementsIt() {
		this.contextRunner.withUserConfiguration(Clients.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			assertThat(prices.price("ACME", 3)).isEqualTo(new Quote("ACME", 126));
			assertThat(prices.all(List.of("A", "B"))).succeedsWithin(SOON)
				.isEqualTo(List.of(new Quote("A", 42), new Quote("B", 42)));
			assertThatExceptionOfType(HandlerFailedException.class).isThrownBy(() -> prices.price("", 1))
				.withMessage("no symbol")
				.satisfies((failure) -> assertThat(failure.failureType()).isEqualTo("IllegalArgumentException"));
		});
	}

	@Test
	void whatAListenerThrowsReachesTheAsker() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			CompletableFuture<String> answer = context.getBean(ClusterTemplate.class)
				.ask("pricing", "broken", "x", String.class);
			assertThat(answer).failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(HandlerFailedException.class)
				.withMessage("broken");
		});
	}

	@Test
	void withoutMessagingThereIsNoMessenger() {
		this.contextRunner.withPropertyValues("cluster.messaging.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Messenger.class)
				.doesNotHaveBean(ClusterTemplate.class));
	}

	record QuoteRequested(String symbol) {
	}

	record Quote(String symbol, int price) {
	}

	@ClusterClient(role = "pricing", router = "consistent-hash")
	interface Prices {

		Quote price(@RoutingKey String symbol, int count);

		CompletableFuture<List<Quote>> all(@RoutingKey List<String> symbols);

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@ClusterListener("quotes")
		Quote quote(QuoteRequested request, NodeId sender) {
			return new Quote(request.symbol(), 42);
		}

		@ClusterListener("quotes")
		String text(String request) {
			return "text " + request;
		}

		@ClusterListener("broken")
		String broken(String request) {
			throw new IllegalStateException("broken");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Clients {

		@Bean
		LocalPrices localPrices() {
			return new LocalPrices();
		}

	}

	static class LocalPrices implements Prices {

		@Override
		public Quote price(String symbol, int count) {
			if (symbol.isEmpty()) {
				throw new IllegalArgumentException("no symbol");
			}
			return new Quote(symbol, 42 * count);
		}

		@Override
		public CompletableFuture<List<Quote>> all(List<String> symbols) {
			return CompletableFuture.completedFuture(symbols.stream().map((symbol) -> price(symbol, 1)).toList());
		}

	}

}
