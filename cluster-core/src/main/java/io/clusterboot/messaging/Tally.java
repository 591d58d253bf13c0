package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.clusterboot.api.NodeId;
import io.clusterboot.transport.Envelope;

/**
 * Counts what goes between this node and one life of another member. Counted by the frame
 * and not by the message, on adders, so that it costs next to nothing.
 */
final class Tally {

	private final LongAdder sent = new LongAdder();

	private final LongAdder sentBytes = new LongAdder();

	private final LongAdder received = new LongAdder();

	private final LongAdder receivedBytes = new LongAdder();

	/** A frame was handed to the connection. */
	void sent(List<Envelope> frame) {
		this.sent.add(frame.size());
		this.sentBytes.add(bytes(frame));
	}

	/** A frame came. */
	void received(List<Envelope> frame) {
		this.received.add(frame.size());
		this.receivedBytes.add(bytes(frame));
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
