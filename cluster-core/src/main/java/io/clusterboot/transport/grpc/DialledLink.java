package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.clusterboot.api.Limits;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/**
 * The dialling side of a link.
 */
final class DialledLink extends Link {

	/**
	 * Time to shake hands and open the stream. A stopped process accepts connections but
	 * never answers; one that lacks processor time should not be made to start again.
	 */
	private static final long OPEN_MILLIS = 10_000;

	/** Time for the other side to take what was sent before a good end. */
	private static final long LINGER_MILLIS = 2000;

	private final Channels.Lease lease;

	private final ScheduledExecutorService timer;

	private final Runnable atEnd;

	private final ClientCall<byte[], byte[]> call;

	private boolean answered;

	/**
	 * Creates a link; {@link #start} dials.
	 * @param number its number
	 * @param lease the channel to use; ended by the link
	 * @param timer runs what is due
	 * @param inputs is told what happens
	 * @param atEnd is run when the stream has ended
	 */
	DialledLink(long number, Channels.Lease lease, ScheduledExecutorService timer, Consumer<Input> inputs,
			Runnable atEnd) {
		super(number, inputs);
		this.lease = lease;
		this.timer = timer;
		this.atEnd = atEnd;
		this.call = lease.channel()
			.newCall(Methods.LINK, CallOptions.DEFAULT.withMaxInboundMessageSize(Limits.FRAME_BYTES));
	}

	/**
	 * Dials.
	 */
	void start() {
		Future<?> deadline = this.timer.schedule(
				() -> fail(Disconnect.UNREACHABLE, "no answer within " + OPEN_MILLIS + " ms"), OPEN_MILLIS,
				TimeUnit.MILLISECONDS);
		this.call.start(new Listener(deadline), new Metadata());
		this.call.request(1);
		open();
	}

	@Override
	boolean isKnown() {
		return true;
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
		this.call.sendMessage(FrameEncoder.bye(reason));
		this.call.halfClose();
		Future<?> unused = this.timer.schedule(() -> this.call.cancel(reason, null), LINGER_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	@Override
	void abort(Disconnect reason, String detail) {
		this.lease.end(true);
		this.call.cancel(detail, null);
	}

	@Override
	void check(byte[] message) throws MalformedFrameException {
		if (!this.answered) {
			Bounds.greeting(message);
		}
	}

	@Override
	void check(Frame frame) throws MalformedFrameException {
		if (!this.answered && !(frame instanceof Frame.Accepted) && !(frame instanceof Frame.Refused)) {
			throw new MalformedFrameException("The first frame must accept or refuse the link");
		}
		this.answered = true;
	}

	@Override
	void bye(String reason) throws MalformedFrameException {
		throw new MalformedFrameException("Only the dialling side says good-bye in a frame");
	}

	/** What grpc tells about the stream. */
	private final class Listener extends ClientCall.Listener<byte[]> {

		private final Future<?> deadline;

		private Listener(Future<?> deadline) {
			this.deadline = deadline;
		}

		@Override
		public void onHeaders(Metadata headers) {
			this.deadline.cancel(false);
		}

		@Override
		public void onMessage(byte[] message) {
			receive(message);
		}

		@Override
		public void onReady() {
			drain();
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			this.deadline.cancel(false);
			DialledLink.this.atEnd.run();
			// Before the end is told: a new try must not meet the broken channel.
			DialledLink.this.lease.end(!status.isOk());
			Failure failure = Failure.of(status);
			end(failure.reason(), failure.detail());
		}

	}

}
