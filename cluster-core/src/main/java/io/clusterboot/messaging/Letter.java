package io.clusterboot.messaging;

import io.clusterboot.transport.Envelope;

/**
 * A message that waits to be sent, and who cares about it.
 */
class Letter {

	final Envelope envelope;

	final int weight;

	Letter(Envelope envelope) {
		this.envelope = envelope;
		this.weight = envelope.weight();
	}

	/** Whether anybody still wants it to be sent. */
	boolean isWanted() {
		return true;
	}

	/** It goes out now. */
	void leaving() {
	}

	/**
	 * It will not be delivered.
	 * @return whether somebody was told, and no event is needed
	 */
	boolean undelivered(UndeliveredException failure) {
		return false;
	}

}
