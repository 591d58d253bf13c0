package io.clusterboot.transport.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Remembers the status with which an accepted stream ended: grpc tells its handler no
 * more than that it did.
 */
final class StreamFate extends ServerStreamTracer {

	private static final Context.Key<StreamFate> KEY = Context.key("cluster-stream-fate");

	private volatile Status status = Status.UNKNOWN;

	/**
	 * The fate of the stream that is being accepted.
	 * @return its fate
	 */
	static StreamFate current() {
		return KEY.get();
	}

	/**
	 * How the stream ended.
	 * @return the status; UNKNOWN before the end
	 */
	Status status() {
		return this.status;
	}

	@Override
	public Context filterContext(Context context) {
		return context.withValue(KEY, this);
	}

	@Override
	public void streamClosed(Status status) {
		this.status = status;
	}

	/** Makes one for each stream. */
	static final class Factory extends ServerStreamTracer.Factory {

		@Override
		public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
			return new StreamFate();
		}

	}

}
