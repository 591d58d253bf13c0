package io.clusterboot.spring.autoconfigure;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Listens for other members before the web server starts, and stops listening after the
 * web server stopped. In between, a thread keeps an application without a web server
 * alive.
 */
final class ClusterTransportLifecycle implements SmartLifecycle {

	/** Before the start of the web server, after its stop. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private final Runnable bind;

	private final Runnable close;

	private final ClusterEventPublisher events;

	private volatile @Nullable CountDownLatch stopped;

	ClusterTransportLifecycle(Runnable bind, Runnable close, ClusterEventPublisher events) {
		this.bind = bind;
		this.close = close;
		this.events = events;
	}

	@Override
	public void start() {
		this.bind.run();
		CountDownLatch stopped = new CountDownLatch(1);
		this.stopped = stopped;
		keepAliveUntil(stopped);
	}

	@Override
	public void stop() {
		CountDownLatch stopped = this.stopped;
		this.stopped = null;
		try {
			this.close.run();
		}
		finally {
			this.events.stop();
			if (stopped != null) {
				stopped.countDown();
			}
		}
	}

	private void keepAliveUntil(CountDownLatch stopped) {
		Thread thread = new Thread(() -> {
			try {
				stopped.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "cluster-keep-alive");
		thread.setDaemon(false);
		thread.start();
	}

	@Override
	public boolean isRunning() {
		return this.stopped != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** A transport that closed cannot be opened again, so a pause must not stop it. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
