package io.clusterboot.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;

/**
 * The calls of a node that wait for an answer.
 */
final class Calls {

	private final Consumer<Output> output;

	private final Map<Long, Caller> waiting = new TreeMap<>();

	private long nextId;

	Calls(Consumer<Output> output, long firstId) {
		this.output = output;
		this.nextId = firstId;
	}

	void call(NodeAddress address, Request request, long timeout, Caller caller) {
		long id = this.nextId++;
		this.waiting.put(id, caller);
		this.output.accept(new Output.Call(id, address, request, timeout));
	}

	void answered(long id, Response response, long now) {
		Caller caller = this.waiting.remove(id);
		if (caller != null) {
			caller.answered(response, now);
		}
	}

	void failed(long id, String detail, long now) {
		Caller caller = this.waiting.remove(id);
		if (caller != null) {
			caller.failed(detail, now);
		}
	}

	/** Nobody is interested in the answers any more. */
	void forgetAll() {
		this.waiting.clear();
	}

	/** Who waits for an answer. */
	interface Caller {

		/**
		 * The other node answered.
		 * @param response its answer
		 * @param now monotonic ms
		 */
		void answered(Response response, long now);

		/**
		 * There will be no answer.
		 * @param detail why, in words
		 * @param now monotonic ms
		 */
		void failed(String detail, long now);

	}

}
