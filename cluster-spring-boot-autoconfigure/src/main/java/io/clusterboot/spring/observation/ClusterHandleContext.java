package io.clusterboot.spring.observation;

import java.util.Map;

import io.clusterboot.messaging.IncomingMessage;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * {@link ReceiverContext} of a message that came from a member. Its carrier are the
 * headers of the message.
 */
public class ClusterHandleContext extends ReceiverContext<Map<String, String>> {

	private final IncomingMessage message;

	/**
	 * Create a context.
	 * @param message the message
	 */
	public ClusterHandleContext(IncomingMessage message) {
		super((headers, key) -> headers.get(key), Kind.CONSUMER);
		this.message = message;
		setCarrier(message.headers());
		setRemoteServiceAddress(message.sender().address().toString());
	}

	/**
	 * Return the message.
	 * @return the message
	 */
	public IncomingMessage getMessage() {
		return this.message;
	}

}
