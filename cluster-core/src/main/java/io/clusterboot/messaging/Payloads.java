package io.clusterboot.messaging;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;

/**
 * The bound on payloads.
 */
final class Payloads {

	private Payloads() {
	}

	/** What is said of a message that the other side would not take. */
	static UndeliveredException tooLargeFor(NodeId peer, Envelope envelope) {
		return new UndeliveredException(Reason.PAYLOAD_TOO_LARGE, "the payload has " + envelope.payload().length
				+ " bytes, more than " + peer + " takes: set cluster.messaging.max-payload-size alike on all nodes");
	}

	static void check(byte[] payload, MessagingSettings settings) {
		if (payload.length > settings.payloadBytes()) {
			throw new UndeliveredException(Reason.PAYLOAD_TOO_LARGE,
					"the payload has " + payload.length + " bytes, at most " + settings.payloadBytes()
							+ " are allowed: send less, or set cluster.messaging.max-payload-size on all nodes");
		}
	}

}
