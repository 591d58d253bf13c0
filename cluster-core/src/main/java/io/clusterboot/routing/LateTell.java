package io.clusterboot.routing;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A message that waits for a routee.
 *
 * @param dispatch sends it
 * @param payload the payload
 * @param headers what travels beside it
 * @param key what it is about
 * @param told completes when it is on its way
 */
record LateTell(Dispatch dispatch, Object payload, Map<String, String> headers, @Nullable Object key,
		CompletableFuture<Void> told) implements WaitingRoom.Errand {

	@Override
	public boolean run() {
		try {
			// who gave up does not want it to be sent any more
			if (!this.told.isDone() && !this.dispatch.tell(this.payload, this.headers, this.key)) {
				return false;
			}
			this.dispatch.surroundings().executor().execute(() -> this.told.complete(null));
		}
		catch (RuntimeException ex) {
			this.dispatch.surroundings().executor().execute(() -> this.told.completeExceptionally(ex));
		}
		return true;
	}

	@Override
	public void failed(RuntimeException failure) {
		this.told.completeExceptionally(failure);
	}

}
