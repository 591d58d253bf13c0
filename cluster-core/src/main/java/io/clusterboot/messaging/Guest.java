package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Another member that writes to this one. No more is read from it than may wait for
 * handlers; its answers go back the same way.
 */
final class Guest implements Conversation.Listener, Delivery.Origin {

	private final NodeId peer;

	private final MessagingSettings settings;

	private final Handlers handlers;

	private final Complaints complaints;

	private final Tally tally;

	private final SendQueue answers;

	private final AtomicLong unhandledBytes = new AtomicLong();

	private final AtomicBoolean reading = new AtomicBoolean(true);

	private volatile @Nullable Conversation conversation;

	Guest(NodeId peer, MessagingSettings settings, Handlers handlers, Complaints complaints, Tally tally) {
		this.peer = peer;
		this.settings = settings;
		this.handlers = handlers;
		this.complaints = complaints;
		this.tally = tally;
		this.answers = new SendQueue(settings.queueBytes(), tally);
	}

	/** The conversation was opened for it. */
	void begin(Conversation opened) {
		this.conversation = opened;
		this.answers.open(opened);
		opened.next();
	}

	/** Nothing of it is wanted any more. */
	void end(String reason) {
		Conversation open = this.conversation;
		this.answers.closed();
		if (open != null) {
			open.close(reason);
		}
	}

	NodeId peer() {
		return this.peer;
	}

	@Override
	public void opened() {
		// told to the one who dials
	}

	@Override
	public void ready() {
		this.answers.drain();
	}

	@Override
	public void received(List<Envelope> envelopes) {
		this.tally.received(envelopes);
		this.reading.set(false);
		long bytes = 0;
		for (Envelope envelope : envelopes) {
			bytes += envelope.weight();
		}
		this.unhandledBytes.addAndGet(bytes);
		long now = System.nanoTime();
		for (Envelope envelope : envelopes) {
			this.handlers.deliver(this.peer, envelope, this, now);
		}
		readMore();
	}

	@Override
	public void closed(String detail) {
		this.answers.closed();
		this.answers.clear();
		this.complaints.gone(this);
	}

	@Override
	public void check(byte[] answer) {
		Payloads.check(answer, this.settings);
	}

	@Override
	public void reply(Envelope reply) {
		if (!this.answers.offer(new Letter(reply)) && reply.kind() == Envelope.Kind.REPLY) {
			String detail = "the answer found no room: " + this.settings.queueBytes()
					+ " bytes of answers wait already";
			this.answers.force(new Letter(new Envelope(Envelope.Kind.FAILURE, "", Reason.ANSWER_LOST.name(),
					reply.correlation(), Map.of(), detail.getBytes(StandardCharsets.UTF_8))));
		}
	}

	@Override
	public void done(Envelope envelope) {
		this.unhandledBytes.addAndGet(-envelope.weight());
		readMore();
	}

	@Override
	public void undelivered(Envelope envelope, Reason reason, String detail) {
		this.complaints.undelivered(this.peer, envelope, reason, detail);
	}

	@Override
	public void failed(Envelope envelope, Throwable failure) {
		this.complaints.failed(this.peer, envelope, failure);
	}

	private void readMore() {
		if (this.unhandledBytes.get() < this.settings.windowBytes() && this.reading.compareAndSet(false, true)) {
			Conversation open = this.conversation;
			if (open != null) {
				open.next();
			}
		}
	}

	/** Is told what went wrong with messages of others. */
	interface Complaints {

		/** A message of another member was not handled. */
		void undelivered(NodeId from, Envelope envelope, Reason reason, String detail);

		/** A handler failed. */
		void failed(NodeId from, Envelope envelope, Throwable failure);

		/** The guest has gone. */
		void gone(Guest guest);

	}

}
