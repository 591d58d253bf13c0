package io.clusterboot.spring.observation;

import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.UndeliveredException;
import org.jspecify.annotations.Nullable;

/**
 * Failures as values of a key.
 */
final class Failures {

	private Failures() {
	}

	static String name(@Nullable Throwable failure) {
		if (failure == null) {
			return "none";
		}
		if (failure instanceof UndeliveredException undelivered) {
			return undelivered.reason().name();
		}
		return (failure instanceof HandlerFailedException handler) ? handler.failureType()
				: failure.getClass().getSimpleName();
	}

}
