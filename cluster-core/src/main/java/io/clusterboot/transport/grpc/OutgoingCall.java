package io.clusterboot.transport.grpc;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.clusterboot.api.Limits;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A question of this node, answered once.
 */
final class OutgoingCall extends ClientCall.Listener<byte[]> {

	private final long number;

	private final Channels.Lease lease;

	private final Consumer<Input> inputs;

	private byte @Nullable [] answer;

	private OutgoingCall(long number, Channels.Lease lease, Consumer<Input> inputs) {
		this.number = number;
		this.lease = lease;
		this.inputs = inputs;
	}

	/**
	 * Asks.
	 * @param output what, and whom
	 * @param lease the channel to use; ended by the call
	 * @param inputs is told the answer or the failure
	 */
	static void start(Output.Call output, Channels.Lease lease, Consumer<Input> inputs) {
		ClientCall<byte[], byte[]> call = lease.channel()
			.newCall(Methods.ASK, CallOptions.DEFAULT.withMaxInboundMessageSize(Limits.WELCOME_BYTES)
				.withDeadlineAfter(output.timeoutMillis(), TimeUnit.MILLISECONDS));
		call.start(new OutgoingCall(output.call(), lease, inputs), new Metadata());
		call.request(2);
		call.sendMessage(CallCodec.encode(output.request()));
		call.halfClose();
	}

	@Override
	public void onMessage(byte[] message) {
		this.answer = message;
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.lease.end(!status.isOk());
		if (!status.isOk()) {
			Failure failure = Failure.of(status);
			fail(failure.reason(), failure.detail());
		}
		else if (this.answer == null) {
			fail(Disconnect.PROTOCOL, "an answer without content");
		}
		else {
			decode(this.answer);
		}
	}

	private void decode(byte[] message) {
		Response response;
		try {
			response = CallCodec.decodeResponse(message);
		}
		catch (MalformedFrameException ex) {
			fail(Disconnect.PROTOCOL, String.valueOf(ex.getMessage()));
			return;
		}
		this.inputs.accept(new Input.CallAnswered(this.number, response));
	}

	private void fail(Disconnect reason, String detail) {
		this.inputs.accept(new Input.CallFailed(this.number, reason, detail));
	}

}
