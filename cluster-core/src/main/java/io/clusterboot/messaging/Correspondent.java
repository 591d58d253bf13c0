package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import org.jspecify.annotations.Nullable;

/**
 * One life of another member as this node writes to it: what waits to be sent, the asks
 * without an answer, and the conversation over which it goes, dialled when it is needed
 * and again when it broke.
 */
final class Correspondent implements Conversation.Listener {

	private final Introduction introduction;

	private final MessagingSettings settings;

	private final Conversations conversations;

	private final ScheduledExecutorService timer;

	private final Losses losses;

	private final Tally tally;

	private final SendQueue queue;

	private final Asks asks;

	private @Nullable Conversation conversation;

	private final DialPause pause = new DialPause();

	/** Whether the members that watch the peer say that nobody reaches it. */
	private boolean unreachable;

	/** Why it takes nothing more. */
	private volatile @Nullable UndeliveredException end;

	/** Whether what waits will not be sent any more. */
	private boolean over;

	Correspondent(ClusterId clusterId, NodeId self, NodeId peer, MessagingSettings settings,
			Conversations conversations, ScheduledExecutorService timer, Losses losses, Tally tally) {
		this.introduction = new Introduction(clusterId, self, peer);
		this.settings = settings;
		this.conversations = conversations;
		this.timer = timer;
		this.losses = losses;
		this.tally = tally;
		this.queue = new SendQueue(settings.queueBytes(), tally, this::refused);
		this.asks = new Asks(settings.outstandingAsks(), timer);
	}

	NodeId peer() {
		return this.introduction.to();
	}

	long nextNumber() {
		return this.asks.nextNumber();
	}

	/**
	 * Takes a message to be sent.
	 * @throws UndeliveredException if that is not possible
	 */
	void tell(Letter letter) {
		UndeliveredException before = this.end;
		if (before != null) {
			throw before;
		}
		if (!this.queue.offer(letter)) {
			block(letter);
		}
		UndeliveredException meanwhile = this.end;
		if (meanwhile != null && this.queue.remove(letter)) {
			throw meanwhile;
		}
		dial();
	}

	/**
	 * Takes a message that wants an answer.
	 * @throws UndeliveredException if that is not possible
	 */
	void ask(Ask ask) {
		expect(ask);
		try {
			tell(ask);
		}
		catch (UndeliveredException ex) {
			this.asks.take(ask.envelope.correlation());
			throw ex;
		}
	}

	/**
	 * Waits for an answer to what is not sent, but handled at this node.
	 * @throws UndeliveredException if too many wait
	 */
	void expect(Ask ask) {
		if (!this.asks.add(ask)) {
			throw new UndeliveredException(Reason.QUEUE_FULL,
					this.settings.outstandingAsks() + " asks of " + peer() + " wait for an answer already");
		}
	}

	/**
	 * Why no message can reach the peer any more; null if one may. Of those that wait to
	 * be sent or come later, none can have been handled.
	 */
	@Nullable UndeliveredException over(ClusterState state) {
		if (!state.self().equals(this.introduction.from())
				|| !this.introduction.clusterId().equals(state.clusterId())) {
			return new UndeliveredException(Reason.STOPPED, "this node's membership ended");
		}
		return state.member(peer()).isPresent() ? null
				: new UndeliveredException(Reason.MEMBER_GONE, peer() + " was removed from the cluster", false);
	}

	/**
	 * What the others say of the peer. What waits for a connection to one that nobody
	 * reaches is given back at once, as it was not sent: a router may send it elsewhere.
	 */
	void watched(boolean reachable) {
		boolean inVain;
		synchronized (this) {
			this.unreachable = !reachable;
			inVain = this.unreachable && this.pause.isFailing();
		}
		if (inVain) {
			lose(new UndeliveredException(Reason.NOT_CONNECTED, peer() + " is unreachable, and takes no connection"));
		}
	}

	/** The other life is over, or the own one. */
	void end(UndeliveredException failure) {
		String detail = String.valueOf(failure.getMessage());
		Conversation open;
		synchronized (this) {
			if (this.over) {
				return;
			}
			this.over = true;
			this.end = failure;
			open = this.conversation;
			this.conversation = null;
		}
		this.queue.closed();
		if (open != null) {
			open.close(detail);
		}
		lose(failure);
		this.asks.fail((ask) -> true, failure.reason(), detail);
	}

	/** Takes nothing more, and ends once what was taken is sent and answered. */
	void finish(UndeliveredException failure) {
		synchronized (this) {
			if (this.end != null) {
				return;
			}
			this.end = failure;
		}
		this.queue.finish(Conversation::stopSending);
		endIfFinished();
	}

	/** Whether nothing waits here any more, nor ever will. */
	synchronized boolean isOver() {
		return this.over;
	}

	/** Ends what is finishing, once nothing waits and there is nobody to wait for. */
	void endIfFinished() {
		UndeliveredException failure = this.end;
		boolean waiting = conversation() != null || !this.queue.isEmpty() || !this.asks.isEmpty();
		if (failure != null && !waiting) {
			end(failure);
		}
	}

	@Override
	public void opened() {
		Conversation open;
		synchronized (this) {
			open = this.conversation;
			this.pause.opened();
		}
		if (open != null) {
			this.queue.open(open);
			open.next();
		}
	}

	@Override
	public void ready() {
		this.queue.drain();
	}

	@Override
	public void received(List<Envelope> envelopes) {
		this.tally.received(envelopes);
		for (Envelope reply : envelopes) {
			Ask ask = this.asks.take(reply);
			if (ask != null) {
				ask.answered(reply);
			}
		}
		Conversation open = conversation();
		if (open != null) {
			open.next();
			return;
		}
		endIfFinished();
	}

	@Override
	public void stoppedSending() {
		throw new IllegalStateException("Only told to the one who was dialled");
	}

	@Override
	public void closed(String detail) {
		this.queue.closed();
		boolean late;
		long millis;
		synchronized (this) {
			this.conversation = null;
			long now = System.nanoTime();
			millis = this.pause.failed(now);
			late = this.unreachable || this.pause.isLongerThan(this.settings.connectTimeout().toNanos(), now);
			if (late) {
				this.pause.giveUp();
			}
		}
		this.asks.fail(Ask::hasLeft, Reason.CONNECTION_LOST, "the connection to " + peer() + " broke: " + detail);
		if (late) {
			lose(new UndeliveredException(Reason.NOT_CONNECTED, "no connection to " + peer() + ": " + detail));
		}
		this.timer.schedule(() -> {
			if (!this.queue.isEmpty()) {
				redial();
			}
		}, millis, TimeUnit.MILLISECONDS);
		endIfFinished();
	}

	/** Dials, unless there is a conversation or a pause after a failure. */
	private void dial() {
		if (this.conversation == null && !this.pause.isFailing()) {
			redial();
		}
	}

	private synchronized void redial() {
		if (this.conversation == null && !this.over) {
			this.conversation = this.conversations.dial(peer().address(), this.introduction, this);
		}
	}

	private synchronized @Nullable Conversation conversation() {
		return this.conversation;
	}

	private void block(Letter letter) {
		long deadline = System.nanoTime() + this.settings.askTimeout().toNanos();
		boolean mayWait = this.settings.whenFull() == MessagingSettings.WhenFull.BLOCK && !this.conversations.isMover();
		try {
			while (mayWait && this.end == null && System.nanoTime() - deadline < 0) {
				this.queue.awaitRoom(deadline - System.nanoTime());
				if (this.queue.offer(letter)) {
					return;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		UndeliveredException meanwhile = this.end;
		if (meanwhile != null) {
			throw meanwhile;
		}
		throw new UndeliveredException(Reason.QUEUE_FULL, this.settings.queueBytes() + " bytes wait for " + peer()
				+ " already, it does not read as fast as this node sends");
	}

	private void refused(Letter letter) {
		lose(letter, Payloads.tooLargeFor(peer(), letter.envelope));
	}

	private void lose(UndeliveredException failure) {
		this.queue.clear().forEach((letter) -> lose(letter, failure));
	}

	private void lose(Letter letter, UndeliveredException failure) {
		this.asks.take(letter.envelope.correlation());
		if (!letter.undelivered(failure)) {
			this.losses.sent(peer(), letter.envelope, failure);
		}
	}

}
