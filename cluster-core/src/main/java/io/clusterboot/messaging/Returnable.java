package io.clusterboot.messaging;

import java.util.function.Consumer;

import io.clusterboot.transport.Envelope;

/**
 * A message that goes back to its sender if it was never handed to a connection.
 */
final class Returnable extends Letter {

	private final Consumer<UndeliveredException> returned;

	Returnable(Envelope envelope, Consumer<UndeliveredException> returned) {
		super(envelope);
		this.returned = returned;
	}

	@Override
	boolean undelivered(UndeliveredException failure) {
		this.returned.accept(failure);
		return true;
	}

}
