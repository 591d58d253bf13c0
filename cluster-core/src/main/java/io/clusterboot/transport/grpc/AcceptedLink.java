package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.clusterboot.joining.Rejection;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * The accepting side of a link. Reads one frame, the Hello, until the node accepts it.
 */
final class AcceptedLink extends Link {

	private final ServerCall<byte[], byte[]> call;

	private final Caller caller;

	private final Runnable atEnd;

	private final Admission.Place place;

	private volatile boolean greeted;

	/**
	 * Creates a link that reads one frame.
	 * @param number its number
	 * @param call the stream
	 * @param caller who is at the other end
	 * @param place its place among those that have not shaken hands
	 * @param inputs is told what happens
	 * @param atEnd is run when the stream has ended
	 */
	AcceptedLink(long number, ServerCall<byte[], byte[]> call, Caller caller, Admission.Place place,
			Consumer<Input> inputs, Runnable atEnd) {
		super(number, inputs);
		this.call = call;
		this.caller = caller;
		this.place = place;
		this.atEnd = atEnd;
	}

	/**
	 * Starts to read.
	 * @return is told what happens on the stream
	 */
	ServerCall.Listener<byte[]> start() {
		// The answer to the dialling side's patience: the stream is open.
		this.call.sendHeaders(new Metadata());
		this.call.request(1);
		return new Listener(this.place.deadline(() -> fail(Disconnect.UNREACHABLE, "no Hello in time")));
	}

	/**
	 * The node accepted the link; call before its answer is sent.
	 */
	void accepted() {
		this.place.leave();
		this.caller.accepted();
		open();
	}

	@Override
	boolean isKnown() {
		return this.greeted;
	}

	@Override
	boolean isReady() {
		return this.call.isReady();
	}

	@Override
	void transmit(byte[] message) {
		this.call.sendMessage(message);
	}

	@Override
	void request(int count) {
		this.call.request(count);
	}

	@Override
	void finish(String reason) {
		ended();
		this.call.close(Status.OK.withDescription(reason), new Metadata());
	}

	@Override
	void abort(Disconnect reason, String detail) {
		ended();
		this.caller.report(Refusal.LINK, detail);
		Status status = (reason == Disconnect.PROTOCOL) ? Status.INVALID_ARGUMENT : Status.UNAVAILABLE;
		this.call.close(status.withDescription(Bounds.shortened(detail)), new Metadata());
	}

	@Override
	void check(byte[] message) throws MalformedFrameException {
		if (!this.greeted) {
			Bounds.greeting(message);
		}
	}

	@Override
	void check(Frame frame) throws MalformedFrameException {
		boolean hello = frame instanceof Frame.Hello;
		if (hello == this.greeted) {
			throw new MalformedFrameException(hello ? "A second Hello" : "The first frame must be a Hello");
		}
		if (frame instanceof Frame.Hello first) {
			String host = first.from().self().address().host();
			if (this.caller.mayBe(host)) {
				this.greeted = true;
			}
			else {
				send(new Frame.Refused(Rejection.CERTIFICATE, this.caller.refuse(host), first.target()));
				close("certificate");
			}
		}
	}

	@Override
	void bye(String reason) {
		peerClosed(reason);
	}

	private void peerClosed(String reason) {
		if (!hasEnded()) {
			end(Disconnect.CLOSED, reason);
			finish("");
		}
	}

	private void ended() {
		this.place.leave();
		this.atEnd.run();
	}

	/** What grpc tells about the stream. */
	private final class Listener extends ServerCall.Listener<byte[]> {

		private final Future<?> deadline;

		private Listener(Future<?> deadline) {
			this.deadline = deadline;
		}

		@Override
		public void onMessage(byte[] message) {
			this.deadline.cancel(false);
			receive(message);
		}

		@Override
		public void onReady() {
			drain();
		}

		@Override
		public void onHalfClose() {
			peerClosed("the other side closed the link");
		}

		@Override
		public void onCancel() {
			this.deadline.cancel(false);
			ended();
			Failure failure = AcceptedLink.this.caller.failure();
			if (failure.reason() == Disconnect.PROTOCOL && !hasEnded()) {
				// grpc only resets the stream of a message that is too large.
				abort(Disconnect.PROTOCOL, failure.detail());
			}
			end(failure.reason(), failure.detail());
		}

		@Override
		public void onComplete() {
			this.deadline.cancel(false);
			ended();
		}

	}

}
