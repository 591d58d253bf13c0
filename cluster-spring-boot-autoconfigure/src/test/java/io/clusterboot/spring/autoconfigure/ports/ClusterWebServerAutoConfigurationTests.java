package io.clusterboot.spring.autoconfigure.ports;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;
import io.clusterboot.spring.Certificates;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterWebServerAutoConfiguration}.
 */
class ClusterWebServerAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SslAutoConfiguration.class,
			ClusterAutoConfiguration.class, ClusterWebServerAutoConfiguration.class);

	private final WebApplicationContextRunner server = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
		.withPropertyValues("server.port=0", "cluster.port=0");

	@Test
	void theOthersHearOnWhichPortTheWebServerReallyListens() {
		this.server.run((context) -> {
			assertThat(port(context)).isPositive();
			awaitMetadata(context, Map.of("http-port", String.valueOf(port(context))));
		});
	}

	@Test
	void aPortThatTheApplicationTellsStays() {
		this.server.withPropertyValues("cluster.metadata.http-port=443")
			.run((context) -> awaitMetadata(context, Map.of("http-port", "443")));
	}

	@Test
	void aWebServerWithTlsIsToldToBeSecure(@TempDir Path directory) {
		Certificates certificates = new Certificates(directory, "authority");
		this.server.withPropertyValues(certificates.bundle(certificates.keyStore("one")))
			.withPropertyValues("cluster.ssl.enabled=false", "cluster.host=127.0.0.1", "server.ssl.bundle=cluster")
			.run((context) -> awaitMetadata(context,
					Map.of("http-port", String.valueOf(port(context)), "http-secure", "true")));
	}

	@Test
	void withoutAWebServerNothingIsTold() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(FakeCluster.class)
			.run((context) -> assertThat(context).doesNotHaveBean(WebServerPresence.class));
	}

	@Test
	void withoutAClusterNothingIsTold() {
		this.server.withPropertyValues("cluster.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WebServerPresence.class));
	}

	@Test
	void withoutTheClassesOfWebServersNothingIsTold() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(FakeCluster.class)
			.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterWebServerPresence"));
	}

	private static int port(AssertableWebApplicationContext context) {
		return Objects
			.requireNonNull(
					context.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class)
						.getWebServer())
			.getPort();
	}

	private static void awaitMetadata(ApplicationContext context, Map<String, String> metadata) {
		Cluster cluster = context.getBean(Cluster.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(cluster.state().selfMember().map(Member::metadata)).contains(metadata));
	}

}
