package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A handler of messages: its name, what it accepts, and how it runs.
 *
 * @param name the name, the same on all members that have it: 1 to 255 characters
 * @param types the types of payload that it accepts, by their names on the wire
 * @param concurrency how many messages are handled at the same time; with 1, all are
 * handled in the order in which they came
 * @param direct whether it runs on the thread that moves bytes: fastest, for code that
 * never blocks and takes microseconds only
 * @param action handles a message
 */
public record MessageHandler(String name, Map<String, Type> types, int concurrency, boolean direct, Action action) {

	/**
	 * Checks the definition.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public MessageHandler {
		if (name.isBlank() || name.length() > 255) {
			throw new IllegalArgumentException("A handler's name must have between 1 and 255 characters");
		}
		if (types.isEmpty()) {
			throw new IllegalArgumentException("Handler '" + name + "' accepts no type of payload");
		}
		if (concurrency < 1) {
			throw new IllegalArgumentException("The concurrency of handler '" + name + "' must be at least 1");
		}
		types = Map.copyOf(types);
	}

	/**
	 * A handler of one message after the other.
	 * @param name its name
	 * @param action handles a message
	 * @param types the types of payload that it accepts, at least one
	 * @return the handler
	 * @throws IllegalArgumentException if two types have the same name on the wire
	 */
	public static MessageHandler of(String name, Action action, Type... types) {
		Map<String, Type> byAlias = new TreeMap<>();
		for (Type type : types) {
			Type other = byAlias.put(Codecs.alias(type), type);
			if (other != null && !other.equals(type)) {
				throw new IllegalArgumentException(
						"Handler '" + name + "' accepts " + other.getTypeName() + " and " + type.getTypeName()
								+ ", which have the same name on the wire: give one of them another one with"
								+ " @ClusterMessage");
			}
		}
		return new MessageHandler(name, byAlias, 1, false, action);
	}

	/**
	 * The same handler for more than one message at a time.
	 * @param concurrency how many
	 * @return the handler
	 */
	public MessageHandler withConcurrency(int concurrency) {
		return new MessageHandler(this.name, this.types, concurrency, this.direct, this.action);
	}

	/**
	 * The same handler on the thread that moves bytes.
	 * @return the handler
	 */
	public MessageHandler runningDirectly() {
		return new MessageHandler(this.name, this.types, this.concurrency, true, this.action);
	}

	/** The same handler with something else to do. */
	MessageHandler with(Action other) {
		return new MessageHandler(this.name, this.types, this.concurrency, this.direct, other);
	}

	/** Handles messages. */
	@FunctionalInterface
	public interface Action {

		/**
		 * Handles a message.
		 * @param message the message
		 * @return the answer, a {@link java.util.concurrent.CompletionStage} of it, or
		 * null for an empty one; not used if nobody asked
		 * @throws Exception told to the one who asked
		 */
		@Nullable Object handle(IncomingMessage message) throws Exception;

	}

}
