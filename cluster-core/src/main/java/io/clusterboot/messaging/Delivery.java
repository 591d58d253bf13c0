package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * A message at its receiver: decoded, handled and answered. Whatever happens to it
 * happens to it alone.
 */
final class Delivery implements Runnable {

	private static final int MESSAGE_LENGTH = 1024;

	private final NodeId sender;

	private final Envelope envelope;

	private final MessageHandler handler;

	private final Codecs codecs;

	private final Origin origin;

	private final long arrived;

	Delivery(NodeId sender, Envelope envelope, MessageHandler handler, Codecs codecs, Origin origin, long arrived) {
		this.sender = sender;
		this.envelope = envelope;
		this.handler = handler;
		this.codecs = codecs;
		this.origin = origin;
		this.arrived = arrived;
	}

	/** When it came in, monotonic ns. */
	long arrived() {
		return this.arrived;
	}

	@Override
	public void run() {
		Type type = this.handler.types().get(this.envelope.type());
		if (type == null) {
			undelivered(Reason.UNKNOWN_TYPE, "handler '" + this.handler.name() + "' accepts "
					+ this.handler.types().keySet() + " and not '" + this.envelope.type() + "'");
			return;
		}
		Object payload;
		try {
			payload = this.codecs.of(type).decode(this.envelope.payload(), type);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			undelivered(Reason.MALFORMED, "not a readable '" + this.envelope.type() + "': " + ex.getMessage());
			return;
		}
		try {
			answer(this.handler.action()
				.handle(new IncomingMessage(payload, this.envelope.type(), this.sender, this.handler.name(),
						this.envelope.headers())));
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			failed(ex);
		}
	}

	private void undelivered(Reason reason, String detail) {
		if (this.envelope.kind() == Envelope.Kind.ASK) {
			reply(Envelope.Kind.FAILURE, reason.name(), shortened(detail).getBytes(StandardCharsets.UTF_8));
		}
		this.origin.undelivered(this.envelope, reason, detail);
		this.origin.done(this.envelope);
	}

	private void answer(@Nullable Object result) {
		if (result instanceof CompletionStage<?> stage) {
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					failed(failure);
				}
				else {
					finished(value);
				}
			});
		}
		else {
			finished(result);
		}
	}

	private void finished(@Nullable Object value) {
		if (this.envelope.kind() == Envelope.Kind.ASK) {
			try {
				Class<?> type = (value != null) ? value.getClass() : byte[].class;
				byte[] bytes = (value != null) ? this.codecs.of(type).encode(value) : new byte[0];
				this.origin.check(bytes);
				reply(Envelope.Kind.REPLY, (value != null) ? Codecs.alias(type) : "", bytes);
			}
			catch (RuntimeException | LinkageError | StackOverflowError ex) {
				failed(Reason.ANSWER_LOST.name(), ex);
				return;
			}
		}
		this.origin.done(this.envelope);
	}

	private void failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		failed(cause.getClass().getSimpleName(), cause);
	}

	private void failed(String kind, Throwable failure) {
		if (this.envelope.kind() == Envelope.Kind.ASK) {
			reply(Envelope.Kind.FAILURE, kind,
					shortened(String.valueOf(failure.getMessage())).getBytes(StandardCharsets.UTF_8));
		}
		this.origin.failed(this.envelope, failure);
		this.origin.done(this.envelope);
	}

	private void reply(Envelope.Kind kind, String type, byte[] payload) {
		this.origin.reply(new Envelope(kind, "", type, this.envelope.correlation(), Map.of(), payload));
	}

	private static String shortened(String text) {
		return (text.length() <= MESSAGE_LENGTH) ? text : text.substring(0, MESSAGE_LENGTH);
	}

	/** Where a message came from. */
	interface Origin {

		/**
		 * Checks an answer before it is sent.
		 * @throws UndeliveredException if it is too large
		 */
		void check(byte[] answer);

		/** Sends an answer back. */
		void reply(Envelope reply);

		/** The message needs no memory any more. */
		void done(Envelope envelope);

		/** The message was not handled. */
		void undelivered(Envelope envelope, Reason reason, String detail);

		/** Its handler failed. */
		void failed(Envelope envelope, Throwable failure);

	}

}
