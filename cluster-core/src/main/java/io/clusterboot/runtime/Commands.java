package io.clusterboot.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import io.clusterboot.node.Input;
import org.jspecify.annotations.Nullable;

/**
 * The commands of users that have not ended. Their futures complete on the dispatcher's
 * thread, because code of users follows.
 */
final class Commands {

	private final EventDispatcher dispatcher;

	private final Map<Long, CompletableFuture<Void>> waiting = new HashMap<>();

	private final List<CompletableFuture<Void>> departures = new ArrayList<>();

	private long last;

	private boolean ended;

	/**
	 * Creates the set.
	 * @param dispatcher completes futures
	 */
	Commands(EventDispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	/**
	 * Gives a command.
	 * @param command makes the input out of its number
	 * @param loop takes the input
	 * @return completes when it was carried out
	 */
	synchronized CompletableFuture<Void> give(LongFunction<? extends Input> command, Consumer<Input> loop) {
		if (this.ended) {
			return CompletableFuture.failedFuture(new IllegalStateException("This node has stopped"));
		}
		CompletableFuture<Void> future = new CompletableFuture<>();
		this.last++;
		this.waiting.put(this.last, future);
		loop.accept(command.apply(this.last));
		return future;
	}

	/**
	 * Leaves.
	 * @param loop takes the input
	 * @return completes when the membership has ended
	 */
	synchronized CompletableFuture<Void> leave(Consumer<Input> loop) {
		if (this.ended) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> future = new CompletableFuture<>();
		this.departures.add(future);
		this.last++;
		loop.accept(new Input.Leave(this.last));
		return future;
	}

	/**
	 * A command was carried out.
	 * @param command its number
	 * @param failure why it was not; null if it was
	 */
	synchronized void done(long command, @Nullable RuntimeException failure) {
		CompletableFuture<Void> future = this.waiting.remove(command);
		if (future != null) {
			this.dispatcher.execute(() -> complete(future, failure));
		}
	}

	/**
	 * The membership has ended for good.
	 */
	synchronized void departed() {
		List<CompletableFuture<Void>> gone = List.copyOf(this.departures);
		this.departures.clear();
		this.dispatcher.execute(() -> gone.forEach((future) -> complete(future, null)));
	}

	/**
	 * The node has stopped: no command will be carried out any more.
	 */
	synchronized void end() {
		this.ended = true;
		departed();
		List<CompletableFuture<Void>> lost = List.copyOf(this.waiting.values());
		this.waiting.clear();
		this.dispatcher.execute(
				() -> lost.forEach((future) -> complete(future, new IllegalStateException("This node has stopped"))));
	}

	private static void complete(CompletableFuture<Void> future, @Nullable RuntimeException failure) {
		if (failure != null) {
			future.completeExceptionally(failure);
		}
		else {
			future.complete(null);
		}
	}

}
