package io.clusterboot.benchmarks.hotpath;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessageSender;
import io.clusterboot.messaging.UndeliveredException;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages and forgets them, so that only the way to it is measured.
 */
final class DiscardingSender implements MessageSender {

	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers) {
		// nothing is sent
	}

	@Override
	public void tell(NodeId to, String handler, Object payload, Map<String, String> headers,
			@Nullable Predicate<UndeliveredException> returned) {
		// nothing is sent
	}

	@Override
	public <T> CompletableFuture<T> ask(NodeId to, String handler, Object payload, Map<String, String> headers,
			Type reply, Duration timeout) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int weight(Object payload, Map<String, String> headers) {
		return 0;
	}

}
