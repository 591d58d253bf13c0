package io.clusterboot.benchmarks.messaging;

import java.util.concurrent.CompletionStage;

/**
 * Two nodes on loopback, of some system: what one tells the other one counts, and what it
 * asks the other one sends back.
 */
interface Courier extends AutoCloseable {

	/**
	 * Tells. May wait while the system cannot follow.
	 * @param payload the payload
	 */
	void tell(byte[] payload);

	/**
	 * How many told messages have been handled.
	 * @return the number since the start
	 */
	long told();

	/**
	 * Asks.
	 * @param payload the payload
	 * @return the same payload, from the other node
	 */
	CompletionStage<byte[]> ask(byte[] payload);

	/**
	 * Asks and waits, in the way that is the fastest one of the system's API.
	 * @param payload the payload
	 * @return the same payload
	 */
	byte[] call(byte[] payload);

	@Override
	void close();

}
