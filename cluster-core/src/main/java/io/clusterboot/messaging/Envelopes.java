package io.clusterboot.messaging;

import java.util.Map;

import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;

/**
 * Makes envelopes of payloads: encoded, named, and within all bounds.
 */
final class Envelopes {

	private final Codecs codecs;

	private final MessagingSettings settings;

	private final Labels handlerNames = new Labels();

	private final Labels typeNames = new Labels();

	Envelopes(Codecs codecs, MessagingSettings settings) {
		this.codecs = codecs;
		this.settings = settings;
	}

	/**
	 * Makes one.
	 * @throws UndeliveredException if the payload cannot be encoded, or something is too
	 * large
	 */
	Envelope of(Envelope.Kind kind, String handler, long number, Object payload, Map<String, String> headers) {
		byte[] bytes;
		try {
			bytes = this.codecs.of(payload.getClass()).encode(payload);
		}
		catch (RuntimeException ex) {
			throw new UndeliveredException(Reason.NOT_ENCODABLE, String.valueOf(ex.getMessage()));
		}
		Payloads.check(bytes, this.settings);
		String type = Codecs.alias(payload.getClass());
		this.handlerNames.checkName(handler);
		this.typeNames.checkName(type);
		Labels.check(headers);
		return new Envelope(kind, handler, type, number, headers, bytes);
	}

}
