package io.clusterboot.transport;

import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * What a node needs of a network: links that carry frames in order, and single calls. A
 * node binds once, performs outputs from its event loop, and is told inputs on any
 * thread.
 */
public interface Transport extends AutoCloseable {

	/**
	 * Starts to listen. Inputs may come from now on.
	 * @param advertised the address that others will dial; port 0 picks a free port
	 * @param bindHost the host to listen on
	 * @param inputs is told everything that happens, on any thread; must not block
	 * @return the advertised address with the port that is listened on
	 * @throws TransportException if the port cannot be bound
	 */
	NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs);

	/**
	 * Does what a node wants done. Never blocks; failures come back as inputs.
	 * @param output what to do
	 */
	void perform(Output.Network output);

	/**
	 * Says that a frame of a link has been handled, so that one more may be read: a node
	 * that cannot follow slows the sender down instead of filling its memory.
	 * @param link the link
	 */
	void handled(long link);

	/**
	 * Closes all links and stops listening, within a second. Idempotent.
	 */
	@Override
	void close();

}
