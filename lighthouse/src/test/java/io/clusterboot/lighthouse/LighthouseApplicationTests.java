package io.clusterboot.lighthouse;

import java.time.Duration;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class LighthouseApplicationTests {

	@Test
	void isAClusterOfOneWithoutWebServer(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--cluster.name=shop")) {
			assertThat(context).isNotInstanceOf(WebServerApplicationContext.class);
			ClusterState state = awaitAgreement(context);
			assertThat(state.name()).isEqualTo("shop");
			assertThat(state.selfMember().orElseThrow().roles()).containsExactly("lighthouse");
			assertThat(output).contains("Lighthouse 127.0.0.1:").contains("web server off");
		}
		assertThat(output).contains("Left: ");
	}

	@Test
	void aServerPortTurnsTheActuatorOn() {
		try (ConfigurableApplicationContext context = run("--server.port=0")) {
			awaitAgreement(context);
			RestClient client = RestClient
				.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
			assertThat(client.get().uri("/actuator/cluster").retrieve().body(String.class)).contains("\"agreed\":true");
			assertThat(client.get().uri("/actuator/health/readiness").retrieve().body(String.class))
				.contains("\"status\":\"UP\"");
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		all[arguments.length] = "--cluster.port=0";
		return SpringApplication.run(LighthouseApplication.class, all);
	}

	private static ClusterState awaitAgreement(ConfigurableApplicationContext context) {
		Cluster cluster = context.getBean(Cluster.class);
		await().atMost(Duration.ofSeconds(20)).until(() -> cluster.state().agreed());
		return cluster.state();
	}

}
