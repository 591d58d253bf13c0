package io.clusterboot.lighthouse;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Reports when agreement is missing for longer than a change takes: then something is in
 * its way that an operator should know.
 */
@Component
class AgreementWatch implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(AgreementWatch.class);

	private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

	/** Looks without agreement until the first report: 30 s. */
	static final int PATIENCE = 6;

	/** Looks between two reports of the same trouble: 5 min. */
	static final int REPEAT = 60;

	private final Cluster cluster;

	private @Nullable ScheduledExecutorService clock;

	private int looksWithoutAgreement;

	AgreementWatch(Cluster cluster) {
		this.cluster = cluster;
	}

	void look() {
		ClusterState state = this.cluster.state();
		if (!state.agreed()) {
			this.looksWithoutAgreement++;
			int late = this.looksWithoutAgreement - PATIENCE;
			if (late >= 0 && late % REPEAT == 0) {
				logger.warn("No agreement for long: {}", String.join("; ", state.blockedBy()));
			}
			return;
		}
		if (this.looksWithoutAgreement >= PATIENCE) {
			logger.info("Agreement again, {} members", state.members().size());
		}
		this.looksWithoutAgreement = 0;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // The task ends with its executor.
	public synchronized void start() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("agreement-watch-");
		threads.setDaemon(true);
		this.clock = Executors.newSingleThreadScheduledExecutor(threads);
		this.clock.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized void stop() {
		if (this.clock != null) {
			this.clock.shutdown();
			this.clock = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.clock != null;
	}

}
