package io.clusterboot.spring.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.clusterboot.api.OnRemoved;
import io.clusterboot.node.Output;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the application does when its membership ended and the node does not try again. A
 * node that found no cluster within {@code cluster.join-timeout}, or that was removed
 * with {@code cluster.on-removed=shutdown-application}, closes the application: one that
 * goes on alone without saying so is the worse failure. With {@code stop-cluster} only
 * the cluster stops.
 */
final class EndOfMembership implements Consumer<Output.Terminated> {

	private static final int EXIT_CODE = 1;

	private static final Logger logger = LoggerFactory.getLogger(EndOfMembership.class);

	private final OnRemoved onRemoved;

	private final Runnable stopCluster;

	private final ConfigurableApplicationContext context;

	private final AtomicBoolean ended = new AtomicBoolean();

	EndOfMembership(OnRemoved onRemoved, Runnable stopCluster, ConfigurableApplicationContext context) {
		this.onRemoved = onRemoved;
		this.stopCluster = stopCluster;
		this.context = context;
	}

	@Override
	public void accept(Output.Terminated terminated) {
		switch (terminated.cause()) {
			case REMOVED, DISSOLVED -> removed(terminated.message());
			case JOIN_TIMEOUT -> {
				logger.error(
						"No cluster found within cluster.join-timeout: {}. Closing the application; check that "
								+ "cluster.seed-nodes names running nodes that can be reached from here",
						terminated.message());
				closeApplication();
			}
			case LEFT -> logger.debug("Membership ended: {}", terminated.message());
		}
	}

	private void removed(String message) {
		switch (this.onRemoved) {
			case SHUTDOWN_APPLICATION -> {
				logger.error(
						"The membership of this node ended: {}. Closing the application, as cluster.on-removed says",
						message);
				closeApplication();
			}
			case STOP_CLUSTER -> {
				logger.warn("The membership of this node ended: {}. The application goes on without a cluster, as "
						+ "cluster.on-removed says; restart it to join again", message);
				once("cluster-stop", this.stopCluster);
			}
			// Only a node that cannot go on is told; its health says so.
			case REJOIN -> logger.warn("The node cannot join again: {}. Restart the application", message);
		}
	}

	private void closeApplication() {
		once("cluster-shutdown", () -> SpringApplication.exit(this.context, () -> EXIT_CODE));
	}

	/**
	 * Runs on a thread of its own: closing waits for the thread that brought the news.
	 */
	private void once(String name, Runnable action) {
		if (this.ended.compareAndSet(false, true)) {
			Thread thread = new Thread(action, name);
			thread.setDaemon(false);
			thread.start();
		}
	}

}
