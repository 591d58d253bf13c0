package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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

	private final Losses losses;

	private final Tally tally;

	private final SendQueue answers;

	private final AtomicLong unhandledBytes = new AtomicLong();

	private final AtomicBoolean reading = new AtomicBoolean(true);

	private volatile @Nullable Conversation conversation;

	private final Consumer<Guest> atEnd;

	private volatile boolean finishing;

	Guest(NodeId peer, MessagingSettings settings, Handlers handlers, Losses losses, Tally tally,
			Consumer<Guest> atEnd) {
		this.peer = peer;
		this.settings = settings;
		this.handlers = handlers;
		this.losses = losses;
		this.atEnd = atEnd;
		this.tally = tally;
		this.answers = new SendQueue(settings.queueBytes(), tally, this::refused);
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
			receive(envelope, now);
		}
		readMore();
	}

	private void receive(Envelope envelope, long now) {
		if (envelope.kind() == Envelope.Kind.TELL || envelope.kind() == Envelope.Kind.ASK) {
			this.handlers.deliver(this.peer, envelope, this, now);
		}
		else {
			undelivered(envelope, Reason.MALFORMED, "an answer, where only messages may come");
			done(envelope);
		}
	}

	@Override
	public void stoppedSending() {
		this.finishing = true;
		endIfFinished();
	}

	@Override
	public void closed(String detail) {
		this.answers.closed();
		this.answers.clear();
		this.atEnd.accept(this);
	}

	@Override
	public void check(byte[] answer) {
		Payloads.check(answer, this.settings);
	}

	@Override
	public void reply(Envelope reply) {
		if (!this.answers.offer(new Letter(reply)) && reply.kind() == Envelope.Kind.REPLY) {
			answerLost(reply,
					"the answer found no room: " + this.settings.queueBytes() + " bytes of answers wait already");
		}
	}

	private void refused(Letter answer) {
		answerLost(answer.envelope, String.valueOf(Payloads.tooLargeFor(this.peer, answer.envelope).getMessage()));
	}

	private void answerLost(Envelope reply, String detail) {
		this.answers.force(new Letter(new Envelope(Envelope.Kind.FAILURE, "", Reason.ANSWER_LOST.name(),
				reply.correlation(), Map.of(), detail.getBytes(StandardCharsets.UTF_8))));
	}

	@Override
	public void done(Envelope envelope) {
		this.unhandledBytes.addAndGet(-envelope.weight());
		readMore();
		endIfFinished();
	}

	@Override
	public void undelivered(Envelope envelope, Reason reason, String detail) {
		this.losses.received(this.peer, envelope, reason, detail);
	}

	@Override
	public void failed(Envelope envelope, Throwable failure) {
		this.losses.failed(this.peer, envelope, failure);
	}

	/** All was handled that ever came: what remains are answers that wait. */
	private void endIfFinished() {
		if (this.finishing && this.unhandledBytes.get() == 0) {
			this.answers.finish((open) -> {
				open.close("");
				this.atEnd.accept(this);
			});
		}
	}

	private void readMore() {
		if (this.unhandledBytes.get() < this.settings.windowBytes() && this.reading.compareAndSet(false, true)) {
			Conversation open = this.conversation;
			if (open != null) {
				open.next();
			}
		}
	}

}
