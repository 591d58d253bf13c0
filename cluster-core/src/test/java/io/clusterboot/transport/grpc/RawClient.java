package io.clusterboot.transport.grpc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Limits;
import io.clusterboot.api.NodeAddress;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;

/**
 * Speaks gRPC with a node, but says what it likes.
 */
final class RawClient implements AutoCloseable {

	private final ManagedChannel channel;

	RawClient(NodeAddress address) {
		this.channel = NettyChannelBuilder.forAddress(address.host(), address.port())
			.usePlaintext()
			.disableRetry()
			.build();
	}

	/** Opens a link and sends some messages. */
	Talk link(byte[]... messages) {
		return talk(Methods.LINK, messages);
	}

	/** Asks. */
	Talk ask(byte[] message) {
		Talk talk = talk(Methods.ASK, message);
		talk.call.halfClose();
		return talk;
	}

	private Talk talk(MethodDescriptor<byte[], byte[]> method, byte[]... messages) {
		ClientCall<byte[], byte[]> call = this.channel.newCall(method,
				CallOptions.DEFAULT.withMaxInboundMessageSize(Limits.WELCOME_BYTES));
		Talk talk = new Talk(call);
		call.start(talk, new Metadata());
		call.request(100);
		for (byte[] message : messages) {
			talk.send(message);
		}
		return talk;
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		try {
			if (!this.channel.awaitTermination(10, TimeUnit.SECONDS)) {
				throw new AssertionError("A channel does not end");
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** One stream. */
	static final class Talk extends ClientCall.Listener<byte[]> {

		private final ClientCall<byte[], byte[]> call;

		private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

		private final CompletableFuture<Status> end = new CompletableFuture<>();

		private Talk(ClientCall<byte[], byte[]> call) {
			this.call = call;
		}

		void send(byte[] message) {
			this.call.sendMessage(message);
		}

		void cancel() {
			this.call.cancel("enough", null);
		}

		byte[] next() {
			try {
				byte[] message = this.received.poll(30, TimeUnit.SECONDS);
				if (message == null) {
					throw new AssertionError("No message within 30 s");
				}
				return message;
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

		Status end() {
			return this.end.orTimeout(30, TimeUnit.SECONDS).join();
		}

		@Override
		public void onMessage(byte[] message) {
			this.received.add(message);
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			this.end.complete(status);
		}

	}

}
