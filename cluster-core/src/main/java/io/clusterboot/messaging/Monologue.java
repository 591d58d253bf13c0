package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * What a node sends itself: handled without the network.
 */
final class Monologue {

	private final MessagingSettings settings;

	private final Handlers handlers;

	private final Losses losses;

	private final LongAdder unhandled = new LongAdder();

	Monologue(MessagingSettings settings, Handlers handlers, Losses losses) {
		this.settings = settings;
		this.handlers = handlers;
		this.losses = losses;
	}

	/**
	 * Has a message handled.
	 * @param self this node
	 * @param envelope the message
	 * @param asker who waits for its answer; null for nobody
	 */
	void deliver(NodeId self, Envelope envelope, @Nullable Correspondent asker) {
		this.unhandled.increment();
		this.handlers.deliver(self, envelope, new Voice(self, asker), System.nanoTime());
	}

	/** Whether all was handled. */
	boolean isOver() {
		return this.unhandled.sum() == 0;
	}

	private final class Voice implements Delivery.Origin {

		private final NodeId self;

		private final @Nullable Correspondent asker;

		private Voice(NodeId self, @Nullable Correspondent asker) {
			this.self = self;
			this.asker = asker;
		}

		@Override
		public void check(byte[] answer) {
			Payloads.check(answer, Monologue.this.settings);
		}

		@Override
		public void reply(Envelope reply) {
			if (this.asker != null) {
				this.asker.received(List.of(reply));
			}
		}

		@Override
		public void done(Envelope envelope) {
			Monologue.this.unhandled.decrement();
		}

		@Override
		public void undelivered(Envelope envelope, Reason reason, String detail) {
			Monologue.this.losses.received(this.self, envelope, reason, detail);
		}

		@Override
		public void failed(Envelope envelope, Throwable failure) {
			Monologue.this.losses.failed(this.self, envelope, failure);
		}

	}

}
