package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;

import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Introduction;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The accepting side of a conversation. Reads one frame, the introduction, until its host
 * opens the door.
 */
final class AcceptedConversation extends ConversationStream implements Conversations.Door {

	private final ServerCall<byte[], byte[]> call;

	private final Caller caller;

	private final Admission.Place place;

	private final Conversations.Host host;

	private final int ownPayloadBytes;

	private final Runnable atEnd;

	private volatile boolean gone;

	private boolean introduced;

	private @Nullable Listener listener;

	/**
	 * Creates a conversation that reads one frame.
	 * @param loop the thread that moves its bytes
	 * @param call the stream
	 * @param caller who is at the other end
	 * @param place its place among those that were not admitted
	 * @param host decides about it
	 * @param ownPayloadBytes the largest payload that this side takes
	 * @param atEnd is run when it has ended
	 */
	AcceptedConversation(EventLoop loop, ServerCall<byte[], byte[]> call, Caller caller, Admission.Place place,
			Conversations.Host host, int ownPayloadBytes, Runnable atEnd) {
		super(loop);
		this.call = call;
		this.caller = caller;
		this.place = place;
		this.host = host;
		this.ownPayloadBytes = ownPayloadBytes;
		this.atEnd = atEnd;
	}

	/**
	 * Starts to read.
	 * @return is told what happens on the stream
	 */
	ServerCall.Listener<byte[]> start() {
		this.call.setOnReadyThreshold(READY_BYTES);
		this.call.sendHeaders(new Metadata());
		this.call.request(1);
		return new Stream(this.place.deadline(() -> onLoop(this::expire)));
	}

	@Override
	public Conversation open(Listener listener) {
		onLoop(() -> {
			if (hasEnded()) {
				listener.closed("the other side gave up");
				return;
			}
			this.place.leave();
			this.caller.accepted();
			this.listener = listener;
			this.call.sendMessage(admitted(this.ownPayloadBytes));
		});
		return this;
	}

	@Override
	public void refuse(String reason) {
		onLoop(() -> fail(Status.FAILED_PRECONDITION, reason));
	}

	@Override
	public boolean isGone() {
		return this.gone;
	}

	@Override
	public boolean isReady() {
		return this.call.isReady();
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
		// ends with the server
	}

	@Override
	void halfClose() {
		throw new IllegalStateException("The accepting side closes");
	}

	@Override
	void finish(String reason) {
		ended();
		this.call.close(Status.OK.withDescription(reason), new Metadata());
	}

	private void expire() {
		if (this.listener == null) {
			fail(Status.DEADLINE_EXCEEDED,
					this.introduced ? "not admitted in time: whoever asked is no member as far as this node knows"
							: "not admitted in time: no introduction");
		}
	}

	private void fail(Status status, String detail) {
		if (end()) {
			ended();
			this.call.close(status.withDescription(Bounds.shortened(detail)), new Metadata());
			tell(detail);
		}
	}

	private void tell(String detail) {
		if (this.listener != null) {
			this.listener.closed(detail);
		}
	}

	private void ended() {
		this.gone = true;
		this.place.leave();
		this.atEnd.run();
	}

	/** What grpc tells about the stream; on the loop. */
	private final class Stream extends ServerCall.Listener<byte[]> {

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
				Listener open = AcceptedConversation.this.listener;
				if (open != null) {
					receive(message, open);
				}
				else {
					knock(introduction(message));
				}
			}
			catch (MalformedFrameException ex) {
				AcceptedConversation.this.caller.report(Refusal.CONVERSATION, String.valueOf(ex.getMessage()));
				fail(Status.INVALID_ARGUMENT, String.valueOf(ex.getMessage()));
			}
		}

		private void knock(Introduction introduction) throws MalformedFrameException {
			if (AcceptedConversation.this.introduced) {
				throw new MalformedFrameException("A second introduction");
			}
			AcceptedConversation.this.introduced = true;
			String from = introduction.from().address().host();
			if (AcceptedConversation.this.caller.mayBe(from)) {
				AcceptedConversation.this.host.knocked(introduction, AcceptedConversation.this);
			}
			else {
				refuse(AcceptedConversation.this.caller.refuse(from));
			}
		}

		@Override
		public void onReady() {
			Listener open = AcceptedConversation.this.listener;
			if (open != null && !hasEnded()) {
				open.ready();
			}
		}

		@Override
		public void onHalfClose() {
			Listener open = AcceptedConversation.this.listener;
			if (open != null) {
				if (!hasEnded()) {
					open.stoppedSending();
				}
			}
			else if (end()) {
				finish("");
			}
		}

		@Override
		public void onCancel() {
			this.deadline.cancel(false);
			if (end()) {
				tell(AcceptedConversation.this.caller.failure().detail());
			}
			ended();
		}

		@Override
		public void onComplete() {
			this.deadline.cancel(false);
			ended();
		}

	}

}
