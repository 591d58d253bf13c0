package io.clusterboot.sample.quotes;

import java.time.Duration;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.sample.SampleApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Quotes of a node that is a cluster of one.
 */
class QuoteTests {

	@Test
	void aPlainNodeServesItsQuotesItself() {
		try (ConfigurableApplicationContext context = start()) {
			String address = context.getBean(Cluster.class).self().address().toString();
			assertThat(mvc(context).get().uri("/quotes/ACME")).bodyText()
				.isEqualTo("{\"symbol\":\"ACME\",\"price\":%s,\"servedBy\":\"%s\"}",
						context.getBean(PricingDesk.class).quote("ACME").price(), address);
		}
	}

	@Test
	void aNodeWithoutTheRoleServesNoneThoughItCould() {
		try (ConfigurableApplicationContext context = start("--cluster.roles=web")) {
			assertThat(context.getBean(PricingDesk.class)).isNotNull();
			assertThat(mvc(context).get().uri("/quotes/ACME")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
				.bodyJson()
				.extractingPath("$.reason")
				.isEqualTo("NO_ROUTEE");
		}
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		String[] all = new String[arguments.length + 3];
		all[0] = "--server.port=0";
		all[1] = "--cluster.port=0";
		all[2] = "--cluster.seed-nodes=";
		System.arraycopy(arguments, 0, all, 3, arguments.length);
		ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class).run(all);
		await().atMost(Duration.ofSeconds(20))
			.until(() -> context.getBean(Cluster.class)
				.state()
				.members()
				.stream()
				.anyMatch((member) -> member.status() == MemberStatus.UP));
		return context;
	}

	private static MockMvcTester mvc(ConfigurableApplicationContext context) {
		return MockMvcTester.from((WebApplicationContext) context);
	}

}
