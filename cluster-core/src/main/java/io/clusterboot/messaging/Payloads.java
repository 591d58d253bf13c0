package io.clusterboot.messaging;

import io.clusterboot.messaging.UndeliveredException.Reason;

/**
 * The bound on payloads.
 */
final class Payloads {

	private Payloads() {
	}

	static void check(byte[] payload, MessagingSettings settings) {
		if (payload.length > settings.payloadBytes()) {
			throw new UndeliveredException(Reason.PAYLOAD_TOO_LARGE,
					"the payload has " + payload.length + " bytes, at most " + settings.payloadBytes()
							+ " are allowed: send less, or set cluster.messaging.max-payload-size on all nodes");
		}
	}

}
