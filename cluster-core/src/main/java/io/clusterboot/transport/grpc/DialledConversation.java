package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.clusterboot.transport.Introduction;
import io.clusterboot.v1.Wire;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;

/**
 * The dialling side of a conversation, on a connection of its own.
 */
final class DialledConversation extends ConversationStream {

	/** Time to connect and to be admitted. */
	private static final long OPEN_MILLIS = 5000;

	/** Time for the other side to take what was sent before a good end. */
	private static final long LINGER_MILLIS = 2000;

	private final ManagedChannel channel;

	private final EventLoop loop;

	private final Listener listener;

	private final ClientCall<byte[], byte[]> call;

	private final Runnable atEnd;

	private boolean admitted;

	/**
	 * Creates a conversation; {@link #start} dials.
	 * @param channel the connection; shut down at the end
	 * @param loop the thread that moves its bytes
	 * @param frameBytes the most that a frame may have
	 * @param listener is told what happens
	 * @param atEnd is run when it has ended
	 */
	DialledConversation(ManagedChannel channel, EventLoop loop, int frameBytes, Listener listener, Runnable atEnd) {
		super(loop);
		this.channel = channel;
		this.loop = loop;
		this.listener = listener;
		this.atEnd = atEnd;
		this.call = channel.newCall(Methods.CONVERSE,
				CallOptions.DEFAULT.withMaxInboundMessageSize(frameBytes).withOnReadyThreshold(READY_BYTES));
	}

	/**
	 * Dials.
	 * @param introduction the first frame
	 * @param ownPayloadBytes the largest payload that this side takes
	 */
	void start(Introduction introduction, int ownPayloadBytes) {
		Future<?> deadline = this.loop.schedule(() -> fail("not admitted within " + OPEN_MILLIS + " ms"), OPEN_MILLIS,
				TimeUnit.MILLISECONDS);
		this.loop.execute(() -> {
			this.call.start(new Stream(deadline), new Metadata());
			this.call.request(1);
			this.call.sendMessage(write(introduction, ownPayloadBytes));
		});
	}

	@Override
	public boolean isReady() {
		return this.admitted && this.call.isReady();
	}

	@Override
	void transmit(byte[] frame) {
		this.call.sendMessage(frame);
	}

	@Override
	void request() {
		this.call.request(1);
	}

	@Override
	void abandon() {
		this.channel.shutdownNow();
	}

	@Override
	void halfClose() {
		this.call.halfClose();
	}

	@Override
	void finish(String reason) {
		if (!hasStoppedSending()) {
			halfClose();
		}
		Future<?> unused = this.loop.schedule(() -> this.call.cancel(reason, null), LINGER_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	private void fail(String detail) {
		if (end()) {
			this.call.cancel(detail, null);
			this.listener.closed(detail);
		}
	}

	/** What grpc tells about the stream; on the loop. */
	private final class Stream extends ClientCall.Listener<byte[]> {

		private final Future<?> deadline;

		private Stream(Future<?> deadline) {
			this.deadline = deadline;
		}

		@Override
		public void onMessage(byte[] message) {
			if (hasEnded()) {
				return;
			}
			try {
				if (DialledConversation.this.admitted) {
					receive(message, DialledConversation.this.listener);
				}
				else {
					Wire.Parcel first = first(message);
					if (!first.hasAdmitted()) {
						throw new MalformedFrameException("The first frame must admit");
					}
					this.deadline.cancel(false);
					limitPayloads(first.getAdmitted().getPayloadBytes());
					DialledConversation.this.admitted = true;
					DialledConversation.this.listener.opened();
				}
			}
			catch (MalformedFrameException ex) {
				fail(String.valueOf(ex.getMessage()));
			}
		}

		@Override
		public void onReady() {
			if (DialledConversation.this.admitted && !hasEnded()) {
				DialledConversation.this.listener.ready();
			}
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			this.deadline.cancel(false);
			if (end()) {
				DialledConversation.this.listener.closed(Failure.of(status).detail());
			}
			DialledConversation.this.channel.shutdownNow();
			DialledConversation.this.atEnd.run();
		}

	}

}
