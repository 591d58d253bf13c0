package io.clusterboot.transport;

import java.util.List;

/**
 * A stream of messages between two members, in order in each direction. The one that
 * dialled asks and tells, the other one answers. Only one thread at a time may send;
 * everything else is safe for use by many threads.
 */
public interface Conversation {

	/**
	 * The largest payload that the other side takes; known from when it is open. A frame
	 * with a larger one would end the conversation.
	 * @return bytes
	 */
	int payloadBytes();

	/**
	 * Whether what is sent now goes out soon.
	 * @return false while too much waits for the other side to read; then
	 * {@link Listener#ready} tells when to go on
	 */
	boolean isReady();

	/**
	 * Sends messages in one frame. One that is sent while not {@link #isReady ready}
	 * waits in memory.
	 * @param envelopes the messages, at least one
	 */
	void send(List<Envelope> envelopes);

	/**
	 * Lets one more frame in. None comes unasked.
	 */
	void next();

	/**
	 * Runs a task on the thread that moves this conversation's bytes, soon.
	 * @param task the task; must not block
	 */
	void execute(Runnable task);

	/**
	 * Says that nothing more is sent; of the side that dialled only. What is sent later
	 * is dropped. Frames of the other side still come until it closes, which it does once
	 * it has handled and answered everything. Idempotent.
	 */
	void stopSending();

	/**
	 * Ends the conversation after what was sent. Idempotent; the listener is not told.
	 * @param reason why, for the other side
	 */
	void close(String reason);

	/**
	 * Is told what happens, on the thread that moves the bytes; must not block.
	 */
	interface Listener {

		/** The other side accepted. On the accepting side this is not told. */
		void opened();

		/** Sending makes sense again. */
		void ready();

		/**
		 * A frame came in.
		 * @param envelopes its messages, in order
		 */
		void received(List<Envelope> envelopes);

		/**
		 * The other side sends nothing more, and waits until this one has answered and
		 * closes. Told on the accepting side only, after all frames.
		 */
		void stoppedSending();

		/**
		 * The conversation has ended, or could not begin. Told once, and nothing after
		 * it.
		 * @param detail why, in words
		 */
		void closed(String detail);

	}

}
