package io.clusterboot.spring.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.clusterboot.messaging.MessageObserver.OutgoingMessage;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

/**
 * {@link SenderContext} of a message that is sent to a member. Its carrier are the
 * headers with which the message goes.
 */
public class ClusterSendContext extends SenderContext<Map<String, String>> {

	private final OutgoingMessage message;

	/**
	 * Create a context.
	 * @param message the message
	 */
	public ClusterSendContext(OutgoingMessage message) {
		super((headers, key, value) -> {
			if (headers != null) {
				headers.put(key, value);
			}
		}, message.ask() ? Kind.CLIENT : Kind.PRODUCER);
		this.message = message;
		setCarrier(new LinkedHashMap<>(message.headers()));
		setRemoteServiceAddress(message.to().address().toString());
	}

	/**
	 * Return the message.
	 * @return the message
	 */
	public OutgoingMessage getMessage() {
		return this.message;
	}

}
