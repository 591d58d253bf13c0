package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;

import io.clusterboot.messaging.Messenger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Stops after the node left the cluster and before anything that handles messages does:
 * once all messages that were sent to it before others knew are handled. That takes no
 * longer than {@code cluster.shutdown-timeout}.
 */
final class MessageDrain implements SmartLifecycle {

	/** Just after the membership, which leaves at {@code DEFAULT_PHASE - 512}. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 513;

	private static final Logger logger = LoggerFactory.getLogger(MessageDrain.class);

	private final Messenger messenger;

	private final Duration timeout;

	private volatile boolean running;

	MessageDrain(Messenger messenger, Duration timeout) {
		this.messenger = messenger;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		throw new UnsupportedOperationException("Stop must not be invoked directly");
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		if (this.timeout.isZero()) {
			callback.run();
			return;
		}
		this.messenger.drain(this.timeout).whenComplete((drained, failure) -> {
			if (failure != null || !drained) {
				logger.warn("Not all messages were handled within {} ms after leaving the cluster "
						+ "(cluster.shutdown-timeout), stopping without", this.timeout.toMillis(), failure);
			}
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** Messages go on during a pause. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
