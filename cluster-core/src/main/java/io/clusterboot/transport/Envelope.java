package io.clusterboot.transport;

import java.util.Map;

/**
 * A message on its way between two members. The payload is shared and not copied: nobody
 * changes it once it is here.
 *
 * @param kind what is expected of the receiver
 * @param handler the name of the handler that it is for; empty for an answer
 * @param type the alias of the payload's type; of a {@link Kind#FAILURE} the kind of
 * failure
 * @param correlation what an answer repeats; 0 for a {@link Kind#TELL}
 * @param headers what travels beside the payload
 * @param payload the encoded payload
 */
public record Envelope(Kind kind, String handler, String type, long correlation, Map<String, String> headers,
		byte[] payload) {

	/** The most headers of a message. */
	public static final int MOST_HEADERS = 64;

	/** The most bytes of a header's name and value together, as UTF-8. */
	public static final int MOST_HEADER_BYTES = 8 * 1024;

	/** What a message costs beside its payload, in memory and roughly on the wire. */
	private static final int OVERHEAD = 64;

	/**
	 * What it counts in queues.
	 * @return about how many bytes it keeps in memory
	 */
	public int weight() {
		int headerLength = 0;
		if (!this.headers.isEmpty()) {
			for (Map.Entry<String, String> header : this.headers.entrySet()) {
				headerLength += OVERHEAD + header.getKey().length() + header.getValue().length();
			}
		}
		return OVERHEAD + headerLength + this.payload.length;
	}

	/** What is expected of the receiver. */
	public enum Kind {

		/** To be handled, no answer wanted. */
		TELL,

		/** To be handled and answered. */
		ASK,

		/** The answer. */
		REPLY,

		/** What came instead of an answer. */
		FAILURE

	}

}
