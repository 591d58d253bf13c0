package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;

/**
 * A message that wants an answer. It ends once, with an answer or a failure.
 */
final class Ask extends Letter {

	private final AtomicBoolean over = new AtomicBoolean();

	private final Answer answer;

	/** Monotonic ns. */
	final long deadline;

	private volatile boolean left;

	Ask(Envelope envelope, Answer answer, long deadline) {
		super(envelope);
		this.answer = answer;
		this.deadline = deadline;
	}

	@Override
	void leaving() {
		this.left = true;
	}

	/**
	 * Whether it was sent: then nobody knows what became of it when the connection
	 * breaks.
	 */
	boolean hasLeft() {
		return this.left;
	}

	@Override
	boolean isWanted() {
		return !this.over.get();
	}

	void answered(Envelope reply) {
		if (this.over.compareAndSet(false, true)) {
			if (reply.kind() == Envelope.Kind.REPLY) {
				this.answer.came(reply);
			}
			else {
				this.answer.failed(failure(reply));
			}
		}
	}

	@Override
	boolean undelivered(UndeliveredException failure) {
		if (this.over.compareAndSet(false, true)) {
			this.answer.failed(failure);
		}
		return true;
	}

	private RuntimeException failure(Envelope reply) {
		String message = new String(reply.payload(), StandardCharsets.UTF_8);
		for (Reason reason : Reason.values()) {
			if (reason.name().equals(reply.type())) {
				return new UndeliveredException(reason, message);
			}
		}
		return new HandlerFailedException(reply.type(), message);
	}

	/** Who waits for the answer; told once, on a thread that must not block. */
	interface Answer {

		/** The answer came. */
		void came(Envelope reply);

		/** There will be none. */
		void failed(RuntimeException failure);

	}

}
