package io.clusterboot.messaging;

import java.util.concurrent.atomic.AtomicBoolean;

import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer of an ask how it ended, before the one who waits for it.
 */
final class ObservedAnswer implements Ask.Answer {

	private final Ask.Answer answer;

	private final MessageObserver.Sending sending;

	private final AtomicBoolean over = new AtomicBoolean();

	ObservedAnswer(Ask.Answer answer, MessageObserver.Sending sending) {
		this.answer = answer;
		this.sending = sending;
	}

	@Override
	public void came(Envelope reply) {
		end(null);
		this.answer.came(reply);
	}

	@Override
	public void failed(RuntimeException failure) {
		end(failure);
		this.answer.failed(failure);
	}

	/** Tells the observer, if that was not done yet. */
	void end(@Nullable RuntimeException failure) {
		if (this.over.compareAndSet(false, true)) {
			this.sending.ended(failure);
		}
	}

}
