package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * How a method gives its answer: as it is, as a future, or as a publisher of Reactor.
 */
abstract class AnswerShape {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			AnswerShape.class.getClassLoader());

	private final Type content;

	AnswerShape(Type content) {
		this.content = content;
	}

	/** The shape of a return type. */
	static AnswerShape of(Type returned) {
		ResolvableType type = ResolvableType.forType(returned);
		if (CompletionStage.class.isAssignableFrom(type.toClass())) {
			return new Future(type.getGeneric(0).getType());
		}
		AnswerShape reactive = REACTOR ? ReactiveAnswers.of(type) : null;
		return (reactive != null) ? reactive : new Plain(returned);
	}

	/** The type of what travels. */
	Type content() {
		return this.content;
	}

	/**
	 * What a caller gets.
	 * @param call asks another member, each time it is called
	 */
	abstract @Nullable Object toCaller(Supplier<CompletableFuture<@Nullable Object>> call) throws Throwable;

	/** What a method returned, as a value or a stage. */
	abstract @Nullable Object fromMethod(@Nullable Object returned);

	/** The answer itself: the caller waits for it. */
	private static final class Plain extends AnswerShape {

		private Plain(Type content) {
			super(content);
		}

		@Override
		@Nullable Object toCaller(Supplier<CompletableFuture<@Nullable Object>> call) throws Throwable {
			try {
				return call.get().get();
			}
			catch (ExecutionException ex) {
				Throwable cause = ex.getCause();
				throw (cause != null) ? cause : ex;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new UndeliveredException(Reason.TIMEOUT, "interrupted while waiting for the answer");
			}
		}

		@Override
		@Nullable Object fromMethod(@Nullable Object returned) {
			return returned;
		}

	}

	/** A future of it. */
	private static final class Future extends AnswerShape {

		private Future(Type content) {
			super(content);
		}

		@Override
		Object toCaller(Supplier<CompletableFuture<@Nullable Object>> call) {
			return call.get();
		}

		@Override
		@Nullable Object fromMethod(@Nullable Object returned) {
			return returned;
		}

	}

}
