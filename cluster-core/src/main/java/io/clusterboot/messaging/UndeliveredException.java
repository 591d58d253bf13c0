package io.clusterboot.messaging;

/**
 * A message was not handled, or nobody knows whether it was; see {@link #reason}.
 */
public final class UndeliveredException extends RuntimeException {

	private final Reason reason;

	private final boolean mayBeHandled;

	/**
	 * Creates the exception.
	 * @param reason why
	 * @param message the same in words, and what to do
	 */
	public UndeliveredException(Reason reason, String message) {
		this(reason, message, reason.mayBeHandled());
	}

	/**
	 * Creates the exception where more is known than its reason says.
	 * @param reason why
	 * @param message the same in words, and what to do
	 * @param mayBeHandled whether the receiver may have handled the message all the same
	 */
	public UndeliveredException(Reason reason, String message, boolean mayBeHandled) {
		super(message);
		this.reason = reason;
		this.mayBeHandled = mayBeHandled;
	}

	/**
	 * Why the message was not delivered.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Whether the receiver may have handled the message all the same.
	 * @return false if it was surely not handled, and may be sent again, or to another
	 * member, without being handled twice
	 */
	public boolean mayBeHandled() {
		return this.mayBeHandled;
	}

	/** Why a message was not delivered. */
	public enum Reason {

		/** Too much waits for the receiver: it cannot follow. */
		QUEUE_FULL,

		/** The payload is larger than {@code cluster.messaging.max-payload-size}. */
		PAYLOAD_TOO_LARGE,

		/** The payload could not be encoded. */
		NOT_ENCODABLE,

		/** There is no such member. */
		NO_SUCH_MEMBER,

		/** No member that could handle it appeared in time. */
		NO_ROUTEE,

		/** The member was removed; the message may have been handled before. */
		MEMBER_GONE,

		/** The connection broke; the message may have been handled before. */
		CONNECTION_LOST,

		/** No connection could be made in time. */
		NOT_CONNECTED,

		/** No answer came in time; the message may have been handled. */
		TIMEOUT,

		/**
		 * The message was handled, but its answer is too large, cannot be encoded, or
		 * found no room.
		 */
		ANSWER_LOST,

		/** The receiver has no handler of this name. */
		NO_HANDLER,

		/** The receiver's handler takes no payload of this type. */
		UNKNOWN_TYPE,

		/** The receiver could not read the payload. */
		MALFORMED,

		/** This node takes part in no cluster, or stopped. */
		STOPPED;

		/**
		 * Whether the receiver may have handled the message all the same.
		 * @return true if sending it again could have it handled twice
		 */
		public boolean mayBeHandled() {
			return this == MEMBER_GONE || this == CONNECTION_LOST || this == TIMEOUT || this == ANSWER_LOST
					|| this == STOPPED;
		}

	}

}
