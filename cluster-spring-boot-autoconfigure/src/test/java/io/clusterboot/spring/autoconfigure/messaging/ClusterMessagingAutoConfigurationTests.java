package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

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
	void aLargerPayloadNeedsAProperty() {
		byte[] large = new byte[1_500_000];
		ApplicationContextRunner plain = TwoNodes.runner().withUserConfiguration(Echo.class);
		TwoNodes.run(plain, plain,
				(one, two) -> assertThat(one.getBean(ClusterTemplate.class)
					.ask(two.getBean(Cluster.class).self().address(), "echo", large, byte[].class)).failsWithin(SOON)
					.withThrowableOfType(ExecutionException.class)
					.havingCause()
					.withMessageContaining("cluster.messaging.max-payload-size"));
		ApplicationContextRunner larger = plain.withPropertyValues("cluster.messaging.max-payload-size=2MB");
		TwoNodes.run(larger, larger,
				(one, two) -> assertThat(one.getBean(ClusterTemplate.class)
					.ask(two.getBean(Cluster.class).self().address(), "echo", large, byte[].class)).succeedsWithin(SOON)
					.isEqualTo(large));
	}

	@Test
	void aValueOutOfRangeStopsTheStartAndNamesTheProperty() {
		this.contextRunner.withPropertyValues("cluster.messaging.max-payload-size=1GB")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("cluster.messaging.max-payload-size"));
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

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@ClusterListener("echo")
		byte[] echo(byte[] bytes) {
			return bytes;
		}

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

}
