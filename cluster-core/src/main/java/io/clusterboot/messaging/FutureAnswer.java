package io.clusterboot.messaging;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a future. It is decoded and completed on an executor: what users attach to
 * it must not run on the threads that move bytes.
 *
 * @param <T> the type of the answer
 */
final class FutureAnswer<T> implements Ask.Answer {

	private final CompletableFuture<T> future = new CompletableFuture<>();

	private final Codecs codecs;

	private final Type type;

	private final Executor executor;

	FutureAnswer(Codecs codecs, Type type, Executor executor) {
		this.codecs = codecs;
		this.type = type;
		this.executor = executor;
	}

	CompletableFuture<T> future() {
		return this.future;
	}

	@Override
	public void came(Envelope reply) {
		this.executor.execute(() -> {
			try {
				this.future.complete(decode(this.codecs, reply, this.type));
			}
			catch (RuntimeException ex) {
				this.future.completeExceptionally(ex);
			}
		});
	}

	@Override
	public void failed(RuntimeException failure) {
		this.executor.execute(() -> this.future.completeExceptionally(failure));
	}

	/**
	 * Reads an answer.
	 * @param reply the answer
	 * @param type its type
	 * @return null for an empty one
	 * @throws UndeliveredException if it is something else
	 */
	@SuppressWarnings("unchecked")
	static <T> @Nullable T decode(Codecs codecs, Envelope reply, Type type) {
		if (reply.type().isEmpty()) {
			return null;
		}
		if (isConcrete(type) && !reply.type().equals(Codecs.alias(type))) {
			throw new UndeliveredException(Reason.UNKNOWN_TYPE,
					"the answer is a '" + reply.type() + "' and not a '" + Codecs.alias(type) + "'");
		}
		try {
			return (T) codecs.of(type).decode(reply.payload(), type);
		}
		catch (RuntimeException ex) {
			throw new UndeliveredException(Reason.MALFORMED, "not a readable answer: " + ex.getMessage());
		}
	}

	/** Whether all answers of the type have its name; else the codec must know. */
	private static boolean isConcrete(Type type) {
		return !(type instanceof Class<?> raw) || raw.isArray() || !Modifier.isAbstract(raw.getModifiers());
	}

}
