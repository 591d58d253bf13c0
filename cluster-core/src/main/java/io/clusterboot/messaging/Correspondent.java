package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

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

	private static final long FIRST_PAUSE_MILLIS = 50;

	private static final long LONGEST_PAUSE_MILLIS = 1000;

	private final Introduction introduction;

	private final MessagingSettings settings;

	private final Conversations conversations;

	private final ScheduledExecutorService timer;

	private final Postmaster postmaster;

	private final Tally tally;

	private final SendQueue queue;

	private final Asks asks;

	private @Nullable Conversation conversation;

	private long pauseMillis = FIRST_PAUSE_MILLIS;

	/** Monotonic ns; since when there is no connection though one is wanted. */
	private long disconnectedSince;

	private boolean failing;

	private volatile @Nullable UndeliveredException end;

	Correspondent(ClusterId clusterId, NodeId self, NodeId peer, MessagingSettings settings,
			Conversations conversations, ScheduledExecutorService timer, Postmaster postmaster, Tally tally) {
		this.introduction = new Introduction(clusterId, self, peer);
		this.settings = settings;
		this.conversations = conversations;
		this.timer = timer;
		this.postmaster = postmaster;
		this.tally = tally;
		this.queue = new SendQueue(settings.queueBytes(), tally);
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
		UndeliveredException over = this.end;
		if (over != null) {
			throw over;
		}
		if (!this.queue.offer(letter)) {
			block(letter);
		}
		if (this.end != null) {
			discard(this.queue.clear());
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

	/** The other life is over, or the own one. */
	void end(UndeliveredException over) {
		String detail = String.valueOf(over.getMessage());
		Conversation open;
		synchronized (this) {
			if (this.end != null) {
				return;
			}
			this.end = over;
			open = this.conversation;
			this.conversation = null;
		}
		this.queue.closed();
		if (open != null) {
			open.close(detail);
		}
		discard(this.queue.clear());
		fail((ask) -> true, over.reason(), detail);
	}

	@Override
	public void opened() {
		Conversation open;
		synchronized (this) {
			open = this.conversation;
			this.failing = false;
			this.pauseMillis = FIRST_PAUSE_MILLIS;
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
		}
	}

	@Override
	public void closed(String detail) {
		this.queue.closed();
		boolean over;
		long pause;
		synchronized (this) {
			this.conversation = null;
			long now = System.nanoTime();
			if (!this.failing) {
				this.failing = true;
				this.disconnectedSince = now;
			}
			over = now - this.disconnectedSince >= this.settings.connectTimeout().toNanos();
			pause = this.pauseMillis;
			this.pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
		}
		fail(Ask::hasLeft, Reason.CONNECTION_LOST, "the connection to " + peer() + " broke: " + detail);
		if (over) {
			List<Letter> lost = this.queue.clear();
			UndeliveredException failure = new UndeliveredException(Reason.NOT_CONNECTED,
					"no connection to " + peer() + ": " + detail);
			lost.forEach((letter) -> lost(letter, failure));
			synchronized (this) {
				this.failing = false;
			}
		}
		this.timer.schedule(this::dialIfNeeded, pause, TimeUnit.MILLISECONDS);
	}

	private void dialIfNeeded() {
		if (!this.queue.isEmpty()) {
			redial();
		}
	}

	/** Dials, unless there is a conversation or a pause after a failure. */
	private void dial() {
		if (this.conversation == null && !this.failing) {
			redial();
		}
	}

	private synchronized void redial() {
		if (this.conversation == null && this.end == null) {
			this.conversation = this.conversations.dial(peer().address(), this.introduction, this);
		}
	}

	private synchronized @Nullable Conversation conversation() {
		return this.conversation;
	}

	private void block(Letter letter) {
		long deadline = System.nanoTime() + this.settings.askTimeout().toNanos();
		boolean mayWait = this.settings.whenFull() == MessagingSettings.WhenFull.BLOCK && this.postmaster.mayBlock();
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
		throw new UndeliveredException(Reason.QUEUE_FULL, this.settings.queueBytes() + " bytes wait for " + peer()
				+ " already, it does not read as fast as this node sends");
	}

	private void fail(Predicate<Ask> which, Reason reason, String detail) {
		this.asks.fail(which, reason, detail);
	}

	private void discard(List<Letter> letters) {
		UndeliveredException over = this.end;
		if (over != null) {
			letters.forEach((letter) -> lost(letter, over));
		}
	}

	private void lost(Letter letter, UndeliveredException failure) {
		this.asks.take(letter.envelope.correlation());
		if (!letter.undelivered(failure)) {
			this.postmaster.undelivered(peer(), letter.envelope, failure);
		}
	}

	/** What a correspondent needs of its node. */
	interface Postmaster {

		/** Whether the current thread may wait. */
		boolean mayBlock();

		/** A message was lost that nobody waits for. */
		void undelivered(NodeId to, Envelope envelope, UndeliveredException failure);

	}

}
