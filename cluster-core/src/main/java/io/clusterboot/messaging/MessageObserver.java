package io.clusterboot.messaging;

import java.util.Map;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all messages that this node sends and handles: for traces and timings. It is
 * called by many threads, those of senders and of handlers, and must be quick.
 */
public interface MessageObserver {

	/**
	 * A message is about to be sent, by the current thread.
	 * @param message the message
	 * @return with which headers it goes, and who is told how it ended
	 */
	Sending sending(OutgoingMessage message);

	/**
	 * Has a message handled.
	 * @param message the message
	 * @param action handles it; to be called once, by the same thread
	 * @return what the action returned, or a stage that ends as the one that it returned
	 * @throws Exception what the action threw
	 */
	@Nullable Object handling(IncomingMessage message, MessageHandler.Action action) throws Exception;

	/** One message on its way. */
	interface Sending {

		/**
		 * What travels beside the payload.
		 * @return the headers of the message and those that were added
		 */
		Map<String, String> headers();

		/**
		 * It is on its way, or answered if it is an ask, or neither will be. Called once.
		 * @param failure why not; null if all went well
		 */
		void ended(@Nullable RuntimeException failure);

	}

	/**
	 * A message that is about to be sent.
	 *
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param type the name of the payload's type on the wire
	 * @param ask whether an answer is wanted
	 * @param headers what travels beside the payload
	 */
	record OutgoingMessage(NodeId to, String handler, String type, boolean ask, Map<String, String> headers) {
	}

}
