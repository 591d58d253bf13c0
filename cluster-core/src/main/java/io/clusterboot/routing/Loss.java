package io.clusterboot.routing;

import java.util.concurrent.CompletionException;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;

/**
 * What became of an ask that failed, the more telling the later.
 */
enum Loss {

	/** The routee was not there, and has surely not handled it: another one may. */
	UNHANDLED,

	/**
	 * The routee has gone and may have handled it: another one may if that does no harm.
	 */
	UNKNOWN,

	/** It would fail again at another one, or has had its time. */
	FINAL;

	/** What a failure means. */
	static Loss of(Throwable failure) {
		if (!(cause(failure) instanceof UndeliveredException undelivered)) {
			return FINAL;
		}
		return switch (undelivered.reason()) {
			case NO_SUCH_MEMBER, MEMBER_GONE, CONNECTION_LOST, NOT_CONNECTED, NO_HANDLER ->
				undelivered.mayBeHandled() ? UNKNOWN : UNHANDLED;
			case QUEUE_FULL, PAYLOAD_TOO_LARGE, NOT_ENCODABLE, NO_ROUTEE, TIMEOUT, ANSWER_LOST, UNKNOWN_TYPE, MALFORMED,
					STOPPED ->
				FINAL;
		};
	}

	/** Whether the routee is no member any more. */
	static boolean isGone(UndeliveredException failure) {
		return failure.reason() == Reason.MEMBER_GONE || failure.reason() == Reason.NO_SUCH_MEMBER;
	}

	/** Whether the routee has no such handler. */
	static boolean isWithoutHandler(Throwable failure) {
		return cause(failure) instanceof UndeliveredException undelivered && undelivered.reason() == Reason.NO_HANDLER;
	}

	/** The failure itself. */
	static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
