package io.clusterboot.spring.autoconfigure.actuate;

import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.clusterboot.api.LoadSample;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

/**
 * Tests for {@link ClusterEndpointAutoConfiguration}.
 */
class ClusterEndpointAutoConfigurationTests {

	private final FakeCluster cluster = new FakeCluster()
		.show(FakeCluster.state(1, FakeCluster.member(7946, MemberStatus.UP)));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withUserConfiguration(Application.class)
		.withPropertyValues("management.endpoints.web.exposure.include=cluster");

	@Test
	void theEndpointIsThereWhenExposed() {
		this.contextRunner.withBean(FakeCluster.class)
			.run((context) -> assertThat(context).hasSingleBean(ClusterEndpoint.class)
				.hasSingleBean(ClusterEndpointWebExtension.class));
	}

	@Test
	void theEndpointIsAbsentUnlessExposed() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterEndpoint.class)
				.doesNotHaveBean(ClusterEndpointWebExtension.class));
	}

	@Test
	void theEndpointIsAbsentWithoutAccess() {
		this.contextRunner.withBean(FakeCluster.class)
			.withPropertyValues("management.endpoint.cluster.access=none")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterEndpoint.class));
	}

	@Test
	void theEndpointIsAbsentWithoutACluster() {
		this.contextRunner.withPropertyValues("cluster.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterEndpoint.class));
	}

	@Test
	void theEndpointBacksOff() {
		ClusterEndpoint own = new ClusterEndpoint(this.cluster, List.of());
		this.contextRunner.withBean(FakeCluster.class)
			.withBean("own", ClusterEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(ClusterEndpoint.class).isSameAs(own));
	}

	@Test
	void theEndpointTellsTheLoadOfAMemberThatSaysIt() {
		Member silent = FakeCluster.member(7947, MemberStatus.UP);
		Member busy = new Member(FakeCluster.member(7946, MemberStatus.UP).id(), MemberStatus.UP, true, silent.roles(),
				1, "1.4.2", Map.of(), new LoadSample(420, 100, 300, 200));
		this.cluster.show(FakeCluster.state(1, busy, silent));
		assertThat(new ClusterEndpoint(this.cluster, List.of()).cluster().members())
			.extracting(ClusterDescriptor.MemberDescriptor::load)
			.containsExactly(new ClusterDescriptor.LoadDescriptor(0.42, 0.1, 0.3, 0.2), null);
	}

	@Test
	void theEndpointIsReadAndWrittenOverJmx() {
		this.contextRunner.withBean(FakeCluster.class, () -> this.cluster)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=cluster",
					"management.endpoints.jmx.domain=cluster.test", "management.endpoint.cluster.access=unrestricted")
			.run((context) -> {
				MBeanServer server = context.getBean(MBeanServer.class);
				ObjectName name = new ObjectName("cluster.test:type=Endpoint,name=Cluster");
				assertThat(server.invoke(name, "cluster", new Object[0], new String[0]))
					.asInstanceOf(map(String.class, Object.class))
					.containsEntry("name", "test")
					.containsEntry("self", Map.of("address", "127.0.0.1:7946", "incarnation", "8946", "status", "UP",
							"roles", List.of()));
				Object done = server.invoke(name, "change", new Object[] { "127.0.0.1:7946", "leave" },
						new String[] { String.class.getName(), String.class.getName() });
				assertThat(done).asInstanceOf(map(String.class, Object.class))
					.containsEntry("address", "127.0.0.1:7946");
				assertThat(this.cluster.commands()).containsExactly("leave 127.0.0.1:7946");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
