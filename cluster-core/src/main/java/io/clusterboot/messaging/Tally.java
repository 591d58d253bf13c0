package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.clusterboot.api.NodeId;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes between this node and one life of another member. Counted by the frame
 * and not by the message, on adders, so that it costs next to nothing.
 */
final class Tally {

	private final LongAdder sent = new LongAdder();

	private final LongAdder sentBytes = new LongAdder();

	private final LongAdder received = new LongAdder();

	private final LongAdder receivedBytes = new LongAdder();

	private final @Nullable Tally whole;

	/**
	 * Creates a tally.
	 * @param whole counts the same and more; null if there is none
	 */
	Tally(@Nullable Tally whole) {
		this.whole = whole;
	}

	/** A frame was handed to the connection. */
	void sent(List<Envelope> frame) {
		sent(frame.size(), bytes(frame));
	}

	private void sent(int messages, long bytes) {
		this.sent.add(messages);
		this.sentBytes.add(bytes);
		if (this.whole != null) {
			this.whole.sent(messages, bytes);
		}
	}

	/** A frame came. */
	void received(List<Envelope> frame) {
		received(frame.size(), bytes(frame));
	}

	private void received(int messages, long bytes) {
		this.received.add(messages);
		this.receivedBytes.add(bytes);
		if (this.whole != null) {
			this.whole.received(messages, bytes);
		}
	}

	private static long bytes(List<Envelope> frame) {
		long bytes = 0;
		for (Envelope envelope : frame) {
			bytes += envelope.payload().length;
		}
		return bytes;
	}

	Traffic traffic(NodeId peer) {
		return new Traffic(peer, this.sent.sum(), this.sentBytes.sum(), this.received.sum(), this.receivedBytes.sum());
	}

}
