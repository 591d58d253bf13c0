package io.clusterboot.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent in one conversation. Many threads add; the thread of the
 * conversation takes all that is there and puts it into frames, so the busier it is the
 * more messages share one, and nothing waits for time to pass.
 */
final class SendQueue {

	/** A frame takes no more once it has so much. */
	private static final int FRAME_BYTES = 64 * 1024;

	/** Frames in a row before others on the same thread have their turn. */
	private static final int IN_A_ROW = 16;

	private final long mostBytes;

	private final Tally tally;

	private final Consumer<Letter> refused;

	private final Queue<Letter> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final Object room = new Object();

	private volatile int blocked;

	private volatile @Nullable Conversation conversation;

	private volatile @Nullable Consumer<Conversation> last;

	/**
	 * Creates a queue.
	 * @param mostBytes what may wait
	 * @param tally counts what is sent
	 * @param refused is given what the other side would not take as it is too large, on
	 * the thread of the conversation
	 */
	SendQueue(long mostBytes, Tally tally, Consumer<Letter> refused) {
		this.mostBytes = mostBytes;
		this.tally = tally;
		this.refused = refused;
	}

	/**
	 * Adds a message if there is room.
	 * @return false if there is none
	 */
	boolean offer(Letter letter) {
		long before = this.bytes.getAndAdd(letter.weight);
		if (before > 0 && before + letter.weight > this.mostBytes) {
			this.bytes.addAndGet(-letter.weight);
			return false;
		}
		this.waiting.add(letter);
		schedule();
		return true;
	}

	/** Adds a small message that must not be lost, whether there is room or not. */
	void force(Letter letter) {
		this.bytes.addAndGet(letter.weight);
		this.waiting.add(letter);
		schedule();
	}

	/**
	 * Takes a message out again.
	 * @return false if it is not there: it was sent, or taken out by another
	 */
	boolean remove(Letter letter) {
		boolean removed = this.waiting.remove(letter);
		if (removed) {
			this.bytes.addAndGet(-letter.weight);
			signalRoom();
		}
		return removed;
	}

	/**
	 * Waits until there may be room.
	 * @param nanos how long at most
	 * @throws InterruptedException if the thread is interrupted
	 */
	void awaitRoom(long nanos) throws InterruptedException {
		synchronized (this.room) {
			this.blocked++;
			try {
				if (this.bytes.get() > this.mostBytes / 2) {
					this.room.wait(Math.max(1, nanos / 1_000_000));
				}
			}
			finally {
				this.blocked--;
			}
		}
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** From now on there is somebody to send to. */
	void open(Conversation opened) {
		this.conversation = opened;
		schedule();
	}

	/** There is nobody any more. */
	void closed() {
		this.conversation = null;
	}

	/**
	 * Sends what waits, and then nothing more in this conversation.
	 * @param emptied is told then, once for each conversation, on its thread
	 */
	void finish(Consumer<Conversation> emptied) {
		this.last = emptied;
		schedule();
	}

	/** Takes out all that waits. */
	List<Letter> clear() {
		List<Letter> all = new ArrayList<>();
		for (Letter letter = this.waiting.poll(); letter != null; letter = this.waiting.poll()) {
			all.add(letter);
			this.bytes.addAndGet(-letter.weight);
		}
		signalRoom();
		return all;
	}

	/** Sends soon what waits, as far as the other side reads. */
	void schedule() {
		Conversation open = this.conversation;
		if (open != null && this.scheduled.compareAndSet(false, true)) {
			open.execute(this::drain);
		}
	}

	/** Sends what waits; on the thread of the conversation. */
	void drain() {
		this.scheduled.set(false);
		Conversation open = this.conversation;
		int left = IN_A_ROW;
		while (open != null && !this.waiting.isEmpty() && open.isReady()) {
			if (left == 0) {
				schedule();
				return;
			}
			left--;
			send(open);
		}
		Consumer<Conversation> emptied = this.last;
		if (open != null && emptied != null && this.waiting.isEmpty()) {
			this.conversation = null;
			emptied.accept(open);
		}
	}

	private void send(Conversation open) {
		List<Envelope> frame = new ArrayList<>();
		long weight = 0;
		Letter next = this.waiting.poll();
		while (next != null) {
			if (next.envelope.payload().length > open.payloadBytes()) {
				this.refused.accept(next);
			}
			else if (next.isWanted()) {
				next.leaving();
				frame.add(next.envelope);
			}
			weight += next.weight;
			next = (weight < FRAME_BYTES) ? this.waiting.poll() : null;
		}
		if (!frame.isEmpty()) {
			this.tally.sent(frame);
			open.send(frame);
		}
		this.bytes.addAndGet(-weight);
		signalRoom();
	}

	private void signalRoom() {
		if (this.blocked > 0 && this.bytes.get() <= this.mostBytes / 2) {
			synchronized (this.room) {
				this.room.notifyAll();
			}
		}
	}

}
