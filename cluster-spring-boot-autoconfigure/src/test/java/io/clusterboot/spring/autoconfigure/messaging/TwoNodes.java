package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.fail;

/**
 * Two applications that are members of one cluster, both in this JVM.
 */
final class TwoNodes {

	private TwoNodes() {
	}

	/** An application with messaging on a free port. */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					ClusterAutoConfiguration.class, ClusterMessagingAutoConfiguration.class))
			.withPropertyValues("cluster.port=0");
	}

	/** Runs the first, and the second with it as its seed node, until both are UP. */
	static void run(ApplicationContextRunner first, ApplicationContextRunner second, Both both) {
		first.run((one) -> {
			Cluster cluster = one.getBean(Cluster.class);
			await("the first is UP", () -> up(cluster) == 1);
			second.withPropertyValues("cluster.seed-nodes=" + cluster.self().address()).run((two) -> {
				await("both are UP", () -> up(cluster) == 2 && up(two.getBean(Cluster.class)) == 2);
				both.accept(one, two);
			});
		});
	}

	private static long up(Cluster cluster) {
		return cluster.state().members().stream().filter((member) -> member.status() == MemberStatus.UP).count();
	}

	static void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				fail("Not within 20 s: " + what);
			}
			Thread.sleep(5);
		}
	}

	/** What to do with both. */
	@FunctionalInterface
	interface Both {

		void accept(AssertableApplicationContext first, AssertableApplicationContext second) throws Exception;

	}

}
