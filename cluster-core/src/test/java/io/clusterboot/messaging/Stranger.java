package io.clusterboot.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who begins a conversation with a node as it likes, and sends what it likes.
 */
final class Stranger implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final GrpcTransport transport;

	private final CompletableFuture<Conversation> opened = new CompletableFuture<>();

	private final CompletableFuture<String> closed = new CompletableFuture<>();

	private final BlockingQueue<Envelope> received = new LinkedBlockingQueue<>();

	private volatile @Nullable Conversation conversation;

	Stranger(@Nullable TlsMaterial tls) {
		this.transport = new GrpcTransport(tls, (server) -> {
		}, (channel) -> {
		});
	}

	Stranger dial(NodeAddress address, Introduction introduction) {
		this.conversation = this.transport.conversations().dial(address, introduction, new Listener());
		return this;
	}

	/** Why it was turned away. */
	String reason() {
		assertThat(this.closed).succeedsWithin(SOON);
		assertThat(this.opened).isNotDone();
		return this.closed.join();
	}

	void send(Envelope... envelopes) {
		assertThat(this.opened).succeedsWithin(SOON);
		Conversation open = this.opened.join();
		open.execute(() -> open.send(List.of(envelopes)));
	}

	Envelope next() throws InterruptedException {
		Envelope next = this.received.poll(SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).as("an answer").isNotNull();
		assertThat(this.closed).isNotDone();
		return next;
	}

	@Override
	public void close() {
		this.transport.close();
	}

	private final class Listener implements Conversation.Listener {

		@Override
		public void opened() {
			Conversation open = Stranger.this.conversation;
			open.next();
			Stranger.this.opened.complete(open);
		}

		@Override
		public void ready() {
		}

		@Override
		public void received(List<Envelope> envelopes) {
			Stranger.this.received.addAll(envelopes);
			Stranger.this.conversation.next();
		}

		@Override
		public void stoppedSending() {
		}

		@Override
		public void closed(String detail) {
			Stranger.this.closed.complete(detail);
		}

	}

}
