package io.clusterboot.routing;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.MessageHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one worker at this member: empty most of the time. It is filled when the
 * worker belongs here, or when a message comes for it, whose sender saw earlier than this
 * member that it does; and emptied when it belongs elsewhere and no message came for a
 * while.
 */
final class Worker implements MessageHandler.Action {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	private final String name;

	private final int number;

	private final WorkerFactory factory;

	private final LongSupplier clock;

	private final ReentrantLock lock = new ReentrantLock();

	private MessageHandler.@Nullable Action action;

	private boolean belongsHere;

	private boolean closed;

	private int handling;

	private long usedAt;

	Worker(String name, int number, WorkerFactory factory, LongSupplier clock) {
		this.name = name;
		this.number = number;
		this.factory = factory;
		this.clock = clock;
	}

	String name() {
		return this.name;
	}

	@Override
	public @Nullable Object handle(IncomingMessage message) throws Exception {
		MessageHandler.Action running = begin();
		boolean later = false;
		try {
			Object result = running.handle(message);
			if (result instanceof CompletionStage<?> stage) {
				later = true;
				return stage.whenComplete((value, failure) -> end());
			}
			return result;
		}
		finally {
			if (!later) {
				end();
			}
		}
	}

	private MessageHandler.Action begin() throws Exception {
		this.lock.lock();
		try {
			if (this.closed) {
				throw new IllegalStateException("worker '" + this.name + "' has stopped");
			}
			MessageHandler.Action running = start();
			this.handling++;
			this.usedAt = this.clock.getAsLong();
			return running;
		}
		finally {
			this.lock.unlock();
		}
	}

	private MessageHandler.Action start() throws Exception {
		MessageHandler.Action running = this.action;
		if (running == null) {
			running = this.factory.create(this.number);
			this.action = running;
			this.usedAt = this.clock.getAsLong();
		}
		return running;
	}

	private void end() {
		this.lock.lock();
		try {
			this.handling--;
			this.usedAt = this.clock.getAsLong();
			if (this.closed) {
				stopIfIdle();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Starts or stops what is due.
	 * @param here whether it belongs to this member
	 * @param idleNanos how long a worker that does not stays for messages under way
	 * @return whether it is to be looked at again later
	 */
	boolean settle(boolean here, long idleNanos) {
		this.lock.lock();
		try {
			if (this.closed) {
				return false;
			}
			if (this.belongsHere && !here) {
				this.usedAt = this.clock.getAsLong();
			}
			this.belongsHere = here;
			if (here) {
				return !isStarted();
			}
			if (this.clock.getAsLong() - this.usedAt >= idleNanos) {
				stopIfIdle();
			}
			return this.action != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isStarted() {
		try {
			start();
			return true;
		}
		catch (Exception ex) {
			logger.warn("Worker '{}' could not be started, it is tried again", this.name, ex);
			return false;
		}
	}

	/** Takes no more messages, and stops after those that it handles now. */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			stopIfIdle();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void stopIfIdle() {
		MessageHandler.Action running = this.action;
		if (running == null || this.handling > 0) {
			return;
		}
		this.action = null;
		if (running instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				logger.warn("Worker '{}' failed to close", this.name, ex);
			}
		}
	}

}
