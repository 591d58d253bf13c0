package io.clusterboot.spring.autoconfigure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * When classes are loaded in the background.
 */
class ClusterRehearsalListenerTests {

	private final CountDownLatch opened = new CountDownLatch(1);

	private final CountDownLatch joined = new CountDownLatch(1);

	private final AtomicBoolean once = new AtomicBoolean();

	private final ClusterRehearsalListener listener = new ClusterRehearsalListener(this.opened::countDown,
			this.joined::countDown, this.once);

	@Test
	void rehearsesJoiningOnAThreadOfItsOwnWhenThereAreSeedNodes() throws InterruptedException {
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
		prepare(new MockEnvironment().withProperty("cluster.seed-nodes", "127.0.0.1:7946"));
		assertThat(this.joined.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.opened.getCount()).isOne();
	}

	@Test
	void rehearsesJoiningWhenSeedNodesAreAList() throws InterruptedException {
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
		prepare(new MockEnvironment().withProperty("cluster.seed-nodes[0]", "127.0.0.1:7946"));
		assertThat(this.joined.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aClusterOfOneRehearsesNoMoreThanToListen() throws InterruptedException {
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
		prepare(new MockEnvironment());
		assertThat(this.opened.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.joined.getCount()).isOne();
	}

	@Test
	void rehearsesOnce() throws InterruptedException {
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
		prepare(new MockEnvironment());
		assertThat(this.opened.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.once).isTrue();
		prepare(new MockEnvironment().withProperty("cluster.seed-nodes", "127.0.0.1:7946"));
		assertThat(this.joined.getCount()).isOne();
	}

	@Test
	void aDisabledClusterNeedsNoRehearsal() {
		prepare(new MockEnvironment().withProperty("cluster.seed-nodes", "127.0.0.1:7946")
			.withProperty("cluster.enabled", "false"));
		assertThat(this.once).isFalse();
	}

	@Test
	void isFoundBySpringBoot() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class))
			.hasAtLeastOneElementOfType(ClusterRehearsalListener.class);
	}

	private void prepare(MockEnvironment environment) {
		this.listener.onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(),
				new SpringApplication(), new String[0], environment));
	}

}
