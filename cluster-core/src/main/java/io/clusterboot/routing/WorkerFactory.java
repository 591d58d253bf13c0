package io.clusterboot.routing;

import io.clusterboot.messaging.MessageHandler;

/**
 * Makes the workers of a pool.
 */
@FunctionalInterface
public interface WorkerFactory {

	/**
	 * Makes a worker. It handles one message after the other, each on a thread of the
	 * messenger. One that is {@link AutoCloseable} is closed when it moves to another
	 * member, after it has handled what it got, or when the pool is closed.
	 * @param number which one: 0 to {@code max-total - 1}. For a moment two members may
	 * have the one of the same number, as they see members come and go at different times
	 * @return the worker
	 * @throws Exception logged, and told to whoever asks the worker; it is tried again
	 * with the next message
	 */
	MessageHandler.Action create(int number) throws Exception;

}
