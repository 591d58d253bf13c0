package io.clusterboot.transport.grpc;

import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.clusterboot.api.Limits;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Input;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * A question of another node, answered once.
 */
final class IncomingCall extends ServerCall.Listener<byte[]> {

	private final long number;

	private final ServerCall<byte[], byte[]> call;

	private final Caller caller;

	private final Admission.Place place;

	private final Consumer<Input> inputs;

	private final Runnable atEnd;

	private final Future<?> deadline;

	private boolean closed;

	/**
	 * Creates a call that reads its question.
	 * @param number its number
	 * @param call the stream
	 * @param caller who asks
	 * @param place its place among those that were not answered
	 * @param inputs is told the question
	 * @param atEnd is run when the call was answered or given up
	 */
	IncomingCall(long number, ServerCall<byte[], byte[]> call, Caller caller, Admission.Place place,
			Consumer<Input> inputs, Runnable atEnd) {
		this.number = number;
		this.call = call;
		this.caller = caller;
		this.place = place;
		this.inputs = inputs;
		this.atEnd = atEnd;
		this.deadline = place.deadline(() -> close(Status.DEADLINE_EXCEEDED.withDescription("no question in time")));
		call.request(1);
	}

	/**
	 * Answers.
	 * @param response the answer
	 */
	synchronized void reply(Response response) {
		if (this.closed) {
			return;
		}
		byte[] answer = CallCodec.encode(response);
		if (answer.length > Limits.WELCOME_BYTES) {
			answer = CallCodec.encode(new Response.Rejected(Rejection.TOO_MANY_MEMBERS,
					"The cluster's state is too large to be sent: " + answer.length + " bytes", 0));
		}
		this.call.sendHeaders(new Metadata());
		this.call.sendMessage(answer);
		close(Status.OK);
	}

	@Override
	public void onMessage(byte[] message) {
		this.deadline.cancel(false);
		try {
			Bounds.greeting(message);
			Request request = CallCodec.decodeRequest(message);
			String host = request.from().self().address().host();
			if (this.caller.mayBe(host)) {
				this.inputs.accept(new Input.CallReceived(this.number, request));
			}
			else {
				reply(new Response.Rejected(Rejection.CERTIFICATE, this.caller.refuse(host), 0));
			}
		}
		catch (MalformedFrameException ex) {
			this.caller.report(Refusal.CALL, String.valueOf(ex.getMessage()));
			close(Status.INVALID_ARGUMENT.withDescription(ex.getMessage()));
		}
	}

	@Override
	public void onCancel() {
		this.deadline.cancel(false);
		ended();
	}

	@Override
	public void onComplete() {
		this.deadline.cancel(false);
		ended();
	}

	private synchronized void close(Status status) {
		if (!this.closed) {
			ended();
			this.call.close(status, new Metadata());
		}
	}

	private synchronized void ended() {
		this.closed = true;
		this.place.leave();
		this.atEnd.run();
	}

}
