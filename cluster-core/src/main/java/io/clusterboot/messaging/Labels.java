package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.clusterboot.api.Limits;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;

/**
 * The bounds on what travels beside a payload. The receiver refuses a whole frame in
 * which one of them is broken, so none is sent: a message that is wrong fails alone.
 */
final class Labels {

	private static final String WHAT_TO_DO = ": put it into the payload";

	/** The last name that was found good; most messages are for the same handler. */
	private volatile String lastName = "";

	/**
	 * Checks the name of a handler or of a type.
	 * @throws UndeliveredException if it is too long, or has control characters
	 */
	@SuppressWarnings("ReferenceEquality")
	void checkName(String name) {
		if (name == this.lastName) {
			return;
		}
		if (name.length() > Limits.NAME_LENGTH || !Limits.isPrintable(name)) {
			throw new UndeliveredException(Reason.NOT_ENCODABLE, "the name of a handler or type must have at most "
					+ Limits.NAME_LENGTH + " characters and none of control, this one has " + name.length());
		}
		this.lastName = name;
	}

	/**
	 * Checks headers.
	 * @throws UndeliveredException if they are too many, or one is too long
	 */
	static void check(Map<String, String> headers) {
		if (headers.isEmpty()) {
			return;
		}
		if (headers.size() > Envelope.MOST_HEADERS) {
			throw new UndeliveredException(Reason.NOT_ENCODABLE, "a message has " + headers.size()
					+ " headers, at most " + Envelope.MOST_HEADERS + " are allowed" + WHAT_TO_DO);
		}
		headers.forEach((name, value) -> {
			int bytes = bytes(name) + bytes(value);
			if (bytes > Envelope.MOST_HEADER_BYTES) {
				throw new UndeliveredException(Reason.NOT_ENCODABLE, "a header has " + bytes + " bytes, at most "
						+ Envelope.MOST_HEADER_BYTES + " are allowed" + WHAT_TO_DO);
			}
		});
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
