package io.clusterboot.spring.autoconfigure.diagnostics;

import java.net.BindException;
import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.TransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the failure analyzers: what a user reads when a real
 * {@link SpringApplication} does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@Test
	void aBadSeedInAListNamesItsPropertyAndOrigin(CapturedOutput output) {
		failToStart(Application.class, "--cluster.seed-nodes[0]=10.0.0.5:7946", "--cluster.seed-nodes[1]=10.0.0.6");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: cluster.seed-nodes[1]")
			.contains("Value: \"10.0.0.6\"")
			.contains("Origin: \"cluster.seed-nodes[1]\" from property source \"commandLineArgs\"")
			.contains("Reason: '10.0.0.6' is not a node address: expected host:port")
			.contains("Write the address as host:port");
	}

	@Test
	void aBadSeedAmongCommasNamesItsIndex(CapturedOutput output) {
		failToStart(Application.class, "--cluster.seed-nodes=10.0.0.5:7946, fd00::6:7946");
		assertThat(output).contains("Property: cluster.seed-nodes[1]")
			.contains("Value: \"fd00::6:7946\"")
			.contains("an IPv6 address must stand in brackets");
	}

	@Test
	void aWildcardSeedIsExplained(CapturedOutput output) {
		failToStart(Application.class, "--cluster.seed-nodes=0.0.0.0:7946");
		assertThat(output).contains("Property: cluster.seed-nodes")
			.contains("Value: \"0.0.0.0:7946\"")
			.contains("is a wildcard that other nodes cannot dial")
			.contains("List in cluster.seed-nodes the host:port of nodes of the cluster");
	}

	@Test
	void anAdvertisedWildcardPointsToTheBindHost(CapturedOutput output) {
		failToStart(Application.class, "--cluster.host=0.0.0.0", "--cluster.security.insecure=true");
		assertThat(output).contains("Property: cluster.host")
			.contains("Value: \"0.0.0.0\"")
			.contains("Origin: \"cluster.host\" from property source \"commandLineArgs\"")
			.contains("Reason: '0.0.0.0' is a wildcard")
			.contains("To listen on all interfaces, use cluster.bind-host instead.");
	}

	@Test
	void anUnknownSslBundleNamesThoseThatExist(CapturedOutput output) {
		failToStart(Application.class, "--cluster.ssl.bundle=cluster",
				"--spring.ssl.bundle.pem.web.truststore.certificate=classpath:web.crt");
		assertThat(output).contains("Property: cluster.ssl.bundle")
			.contains("Value: \"cluster\"")
			.contains("Reason: there is no SSL bundle named 'cluster', the configured ones are [web]")
			.contains("spring.ssl.bundle.pem");
	}

	@Test
	void sslWithoutABundleAsksForOne(CapturedOutput output) {
		failToStart(Application.class, "--cluster.ssl.enabled=true");
		assertThat(output).contains("Property: cluster.ssl.bundle")
			.contains("Reason: is needed when cluster.ssl.enabled is true");
	}

	@Test
	void anInsecureAddressNamesTheThreeWaysOut(CapturedOutput output) {
		failToStart(Application.class, "--cluster.host=10.0.0.5");
		assertThat(output).contains("The cluster would listen on '10.0.0.5' (cluster.host)")
			.contains("name it in cluster.ssl.bundle")
			.contains("cluster.security.insecure=true")
			.contains("set cluster.host to 127.0.0.1");
	}

	@Test
	void anyOtherSettingNamesItsPropertyAndWhatIsAllowed(CapturedOutput output) {
		failToStart(Application.class, "--cluster.failure-detector.threshold=99");
		assertThat(output).contains("Property: cluster.failure-detector.threshold")
			.contains("Value: \"99\"")
			.contains("Reason: 99.0 is out of range, it must be between 1.0 and 16.0");
	}

	@Test
	void anUnknownStrategyNamesThoseThatExist(CapturedOutput output) {
		failToStart(Application.class, "--cluster.downing.strategy=keep-nobody");
		assertThat(output).contains("Property: cluster.downing.strategy").contains("KEEP_MAJORITY");
	}

	@Test
	void aStrategyWithoutItsRequiredSettingNamesIt(CapturedOutput output) {
		failToStart(Application.class, "--cluster.downing.strategy=static-quorum");
		assertThat(output).contains("Property: cluster.downing.static-quorum.quorum-size")
			.contains("Reason: is needed by the strategy static-quorum");
	}

	@Test
	void leaseMajorityWithoutALeaseSaysWhatToAdd(CapturedOutput output) {
		failToStart(LeaselessApplication.class, "--cluster.downing.strategy=lease-majority", "--cluster.port=0");
		assertThat(output).contains("Property: cluster.downing.strategy")
			.contains("Value: \"lease-majority\"")
			.contains("Reason: lease-majority needs a lease that all nodes share, and there is none")
			.contains("spring-boot-starter-jdbc")
			.contains("io/clusterboot/spring/autoconfigure/jdbc/schema.sql")
			.contains("a bean of type io.clusterboot.api.Lease");
	}

	@Test
	void aPortInUseNamesTheProperty(CapturedOutput output) {
		failToStart(BindingApplication.class, "--failure=Address already in use");
		assertThat(output).contains("Port 7946 on '127.0.0.1' is already in use")
			.contains("set cluster.port to another port");
	}

	@Test
	void aHostOfAnotherMachinePointsToTheBindHost(CapturedOutput output) {
		failToStart(BindingApplication.class, "--failure=Cannot assign requested address");
		assertThat(output).contains("It cannot listen on '127.0.0.1', port 7946: Cannot assign requested address.")
			.contains("Set cluster.bind-host to an address of this machine");
	}

	private void failToStart(Class<?> application, String... arguments) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments).close());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		FakeCluster fakeCluster() {
			return new FakeCluster();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	static class LeaselessApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class BindingApplication {

		@Bean
		Transport transport(@Value("${failure}") String failure) {
			return new UnbindableTransport(failure);
		}

	}

	private record UnbindableTransport(String failure) implements Transport {

		@Override
		public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
			throw new TransportException(bindHost, advertised.port(), "cannot listen", new BindException(this.failure));
		}

		@Override
		public void perform(Output.Network output) {
		}

		@Override
		public void handled(long link) {
		}

		@Override
		public void close() {
		}

	}

}
