package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to handlers on members: what routers need of a {@link Messenger}. All
 * methods are safe for use by many threads.
 */
public interface MessageSender {

	/**
	 * Sends a message. It is on its way when this returns; nobody has got it, or will,
	 * when this throws.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @throws UndeliveredException if it cannot be sent
	 */
	void tell(NodeId to, String handler, Object payload, Map<String, String> headers);

	/**
	 * Sends a message that goes back if it certainly was not sent: the member went, or no
	 * connection could be made, while it still waited here.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param returned is told so, with the reason, on a thread that may wait. Says
	 * whether it found another way; if not, the message is lost as others are, as it is
	 * if this is null
	 * @throws UndeliveredException if it cannot be sent
	 */
	void tell(NodeId to, String handler, Object payload, Map<String, String> headers,
			@Nullable Predicate<UndeliveredException> returned);

	/**
	 * Asks, without waiting.
	 * @param to the member
	 * @param handler the name of the handler there
	 * @param payload the payload; must not be changed any more
	 * @param headers what travels beside it
	 * @param reply the type of the answer
	 * @param timeout how long to wait for it
	 * @param <T> the same type
	 * @return the answer, null if it is empty; fails with {@link UndeliveredException} or
	 * {@link HandlerFailedException}
	 */
	<T> CompletableFuture<T> ask(NodeId to, String handler, Object payload, Map<String, String> headers, Type reply,
			Duration timeout);

	/**
	 * What a message counts in queues.
	 * @param payload the payload
	 * @param headers what travels beside it
	 * @return about how many bytes it takes, encoded
	 * @throws UndeliveredException if it cannot be encoded or is too large
	 */
	int weight(Object payload, Map<String, String> headers);

}
