package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ResolvableType;

/**
 * Answers as publishers of Reactor; loaded only if that is there. The call is made for
 * each subscriber. All elements of a {@link Flux} travel in one answer.
 */
final class ReactiveAnswers {

	private ReactiveAnswers() {
	}

	static @Nullable AnswerShape of(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (raw == Mono.class) {
			return new One(type.getGeneric(0).getType());
		}
		return (raw == Flux.class)
				? new Many(ResolvableType.forClassWithGenerics(List.class, type.getGeneric(0)).getType()) : null;
	}

	/** At most one. */
	private static final class One extends AnswerShape {

		private One(Type content) {
			super(content);
		}

		@Override
		Object toCaller(Supplier<CompletableFuture<@Nullable Object>> call) {
			return Mono.fromFuture(call);
		}

		@Override
		@Nullable Object fromMethod(@Nullable Object returned) {
			return (returned != null) ? ((Mono<?>) returned).toFuture() : null;
		}

	}

	/** Any number. */
	private static final class Many extends AnswerShape {

		private Many(Type content) {
			super(content);
		}

		@Override
		Object toCaller(Supplier<CompletableFuture<@Nullable Object>> call) {
			return Mono.fromFuture(call).flatMapIterable((list) -> (List<?>) list);
		}

		@Override
		@Nullable Object fromMethod(@Nullable Object returned) {
			return (returned != null) ? ((Flux<?>) returned).collectList().toFuture() : null;
		}

	}

}
