package io.clusterboot.traffic;

import java.util.List;
import java.util.function.BiConsumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;

/**
 * Sees each message of a node at the moment in which it is handed to the connection.
 */
final class WireTap implements Conversations {

	private final Conversations conversations;

	private final BiConsumer<NodeAddress, Envelope> sent;

	WireTap(Conversations conversations, BiConsumer<NodeAddress, Envelope> sent) {
		this.conversations = conversations;
		this.sent = sent;
	}

	@Override
	public void serve(Host host) {
		this.conversations.serve(host);
	}

	@Override
	public Conversation dial(NodeAddress address, Introduction introduction, Conversation.Listener listener) {
		return new Tapped(this.conversations.dial(address, introduction, listener), address);
	}

	@Override
	public boolean isMover() {
		return this.conversations.isMover();
	}

	private final class Tapped implements Conversation {

		private final Conversation conversation;

		private final NodeAddress address;

		private Tapped(Conversation conversation, NodeAddress address) {
			this.conversation = conversation;
			this.address = address;
		}

		@Override
		public int payloadBytes() {
			return this.conversation.payloadBytes();
		}

		@Override
		public boolean isReady() {
			return this.conversation.isReady();
		}

		@Override
		public void send(List<Envelope> envelopes) {
			envelopes.forEach((envelope) -> WireTap.this.sent.accept(this.address, envelope));
			this.conversation.send(envelopes);
		}

		@Override
		public void next() {
			this.conversation.next();
		}

		@Override
		public void execute(Runnable task) {
			this.conversation.execute(task);
		}

		@Override
		public void stopSending() {
			this.conversation.stopSending();
		}

		@Override
		public void close(String reason) {
			this.conversation.close(reason);
		}

	}

}
