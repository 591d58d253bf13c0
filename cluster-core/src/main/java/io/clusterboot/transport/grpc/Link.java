package io.clusterboot.transport.grpc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.clusterboot.api.Limits;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.v1.Wire;

/**
 * What both ends of a link have in common: frames go out in order and within bounds, come
 * in no faster than they are handled, and the end is told once. Its lock is held while
 * inputs are told, so that none follows the end.
 */
abstract class Link {

	/** How many frames may be on their way to the node. */
	private static final int WINDOW = 16;

	/** More than this waiting for a peer to read means that it does not read. */
	private static final int WAITING_BYTES = 4 * Limits.FRAME_BYTES;

	private final long number;

	private final Consumer<Input> inputs;

	private final FrameEncoder encoder = new FrameEncoder();

	private final FrameDecoder decoder = new FrameDecoder();

	private final Queue<byte[]> waiting = new ArrayDeque<>();

	private int waitingBytes;

	private boolean open;

	private int unasked;

	private boolean ended;

	/**
	 * Creates a link.
	 * @param number its number
	 * @param inputs is told what happens
	 */
	Link(long number, Consumer<Input> inputs) {
		this.number = number;
		this.inputs = inputs;
	}

	/**
	 * The number.
	 * @return positive on the dialling side
	 */
	final long number() {
		return this.number;
	}

	/**
	 * Whether the link has ended.
	 * @return true once nothing more is told
	 */
	final synchronized boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Sends a frame, or keeps it until the peer reads.
	 * @param frame the frame
	 */
	final synchronized void send(Frame frame) {
		if (this.ended) {
			return;
		}
		byte[] bytes = this.encoder.encode(frame);
		if (bytes.length > Limits.FRAME_BYTES) {
			fail(Disconnect.PROTOCOL, "a frame of " + bytes.length + " bytes was to be sent");
			return;
		}
		this.waiting.add(bytes);
		this.waitingBytes += bytes.length;
		drain();
		if (this.waitingBytes > WAITING_BYTES) {
			fail(Disconnect.RESET, "peer does not read");
		}
	}

	/**
	 * Sends what waits, as far as the peer reads.
	 */
	final synchronized void drain() {
		while (!this.waiting.isEmpty() && isReady()) {
			transmitNext();
		}
	}

	/**
	 * Closes the link in good order, after what was sent.
	 * @param reason why, for the other side
	 */
	final synchronized void close(String reason) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		while (!this.waiting.isEmpty()) {
			transmitNext();
		}
		finish(Bounds.shortened(reason));
	}

	/**
	 * From now on frames come in as fast as they are handled.
	 */
	final synchronized void open() {
		this.open = true;
		this.unasked += WINDOW - 1;
		askForMore();
	}

	/**
	 * A frame was handled: one more may come.
	 */
	final synchronized void handled() {
		this.unasked++;
		askForMore();
	}

	/**
	 * Takes a message that came in.
	 * @param bytes the message
	 */
	final void receive(byte[] bytes) {
		try {
			Bounds.atMost(bytes.length, Limits.FRAME_BYTES, "The size of a frame");
			check(bytes);
			Wire.Frame wire = FrameDecoder.parse(bytes);
			if (wire.hasBye()) {
				bye(Bounds.message(wire.getBye().getReason(), "the reason"));
				return;
			}
			Frame frame = this.decoder.decode(wire);
			check(frame);
			deliver(frame);
		}
		catch (MalformedFrameException ex) {
			fail(Disconnect.PROTOCOL, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Ends the link from here because something is wrong.
	 * @param reason why
	 * @param detail the same in words
	 */
	final synchronized void fail(Disconnect reason, String detail) {
		if (!this.ended) {
			this.ended = true;
			this.waiting.clear();
			abort(reason, detail);
			tellEnd(reason, detail);
		}
	}

	/**
	 * The link has ended. Only the first end is told, and none after {@link #close}.
	 * @param reason why
	 * @param detail the same in words
	 */
	final synchronized void end(Disconnect reason, String detail) {
		if (!this.ended) {
			this.ended = true;
			this.waiting.clear();
			tellEnd(reason, detail);
		}
	}

	/**
	 * Whether the node knows of the link.
	 * @return true if it must be told about its end
	 */
	abstract boolean isKnown();

	/**
	 * Whether the peer reads.
	 * @return true if a message may go out now
	 */
	abstract boolean isReady();

	/**
	 * Sends a message.
	 * @param message the message
	 */
	abstract void transmit(byte[] message);

	/**
	 * Reads more messages.
	 * @param count how many
	 */
	abstract void request(int count);

	/**
	 * Ends the stream after what was sent.
	 * @param reason why, for the other side
	 */
	abstract void finish(String reason);

	/**
	 * Ends the stream at once.
	 * @param reason why
	 * @param detail the same in words
	 */
	abstract void abort(Disconnect reason, String detail);

	/**
	 * Looks at a message before it is read.
	 * @param message the message
	 * @throws MalformedFrameException if it is too large to come now
	 */
	abstract void check(byte[] message) throws MalformedFrameException;

	/**
	 * Looks at a frame before the node sees it.
	 * @param frame the frame
	 * @throws MalformedFrameException if it is not one that may come now
	 */
	abstract void check(Frame frame) throws MalformedFrameException;

	/**
	 * The other side closed the link in good order.
	 * @param reason why
	 * @throws MalformedFrameException if it may not do so in this way
	 */
	abstract void bye(String reason) throws MalformedFrameException;

	private synchronized void deliver(Frame frame) {
		if (!this.ended) {
			this.inputs.accept(new Input.FrameReceived(this.number, frame));
		}
	}

	private void tellEnd(Disconnect reason, String detail) {
		if (isKnown()) {
			this.inputs.accept(new Input.LinkClosed(this.number, reason, detail));
		}
	}

	private void transmitNext() {
		byte[] message = this.waiting.remove();
		this.waitingBytes -= message.length;
		transmit(message);
	}

	private void askForMore() {
		// Half a window at a time: each request wakes the thread that reads.
		if (this.open && !this.ended && this.unasked >= WINDOW / 2) {
			request(this.unasked);
			this.unasked = 0;
		}
	}

}
