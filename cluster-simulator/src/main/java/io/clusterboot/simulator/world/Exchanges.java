package io.clusterboot.simulator.world;

import java.util.LinkedHashMap;
import java.util.Map;

import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.grpc.WireFormat;

/**
 * Calls and their answers. Some calls arrive twice, as when a caller tries again whose
 * first try did arrive.
 */
final class Exchanges {

	private final SimulatedCluster cluster;

	private final Weather weather;

	private final Traffic traffic;

	private final Map<Long, Pending> pending = new LinkedHashMap<>();

	private long number = 1;

	Exchanges(SimulatedCluster cluster, Weather weather, Traffic traffic) {
		this.cluster = cluster;
		this.weather = weather;
		this.traffic = traffic;
	}

	void call(SimulatedNode caller, Output.Call call, boolean twice) {
		SimulatedNode target = this.cluster.at(call.address());
		long id = this.number++;
		this.pending.put(id, new Pending(caller, caller.process(), call.call()));
		this.cluster.after(call.timeoutMillis(), () -> fail(id, Disconnect.UNREACHABLE));
		if (target == null) {
			fail(id, Disconnect.UNREACHABLE);
			return;
		}
		if (this.weather.isBroken(caller, target)) {
			return;
		}
		Request request = passed(call.request());
		long delay = this.weather.delay(caller, target) + this.weather.delay(target, caller)
				+ this.weather.delay(caller, target);
		this.cluster.after(delay, () -> arrived(id, target, request));
		if (twice) {
			this.cluster.after(delay + this.weather.delay(caller, target),
					() -> arrived(this.number++, target, request));
		}
	}

	private void arrived(long id, SimulatedNode target, Request request) {
		if (target.isRunning()) {
			target.arrive(new Input.CallReceived(id, request));
		}
		else {
			fail(id, Disconnect.REFUSED);
		}
	}

	private void fail(long id, Disconnect reason) {
		Pending call = this.pending.remove(id);
		if (call != null && call.isWaiting()) {
			call.caller.arrive(new Input.CallFailed(call.number, reason, reason.name()));
		}
	}

	void reply(SimulatedNode node, Output.Reply reply) {
		Pending call = this.pending.get(reply.call());
		if (call == null || this.weather.isBroken(node, call.caller)) {
			return;
		}
		Response response = passed(reply.response());
		this.cluster.after(this.weather.delay(node, call.caller), () -> {
			if (this.pending.remove(reply.call()) != null && call.isWaiting()) {
				call.caller.arrive(new Input.CallAnswered(call.number, response));
			}
		});
	}

	void processEnded(SimulatedNode node) {
		this.pending.values().removeIf((call) -> call.caller == node);
	}

	private Request passed(Request request) {
		if (!this.traffic.isWire()) {
			return request;
		}
		byte[] bytes = WireFormat.encode(request);
		this.traffic.bytes(bytes.length);
		return WireFormat.decodeRequest(bytes);
	}

	private Response passed(Response response) {
		if (!this.traffic.isWire()) {
			return response;
		}
		byte[] bytes = WireFormat.encode(response);
		this.traffic.bytes(bytes.length);
		return WireFormat.decodeResponse(bytes);
	}

	/**
	 * A call that is not answered yet.
	 *
	 * @param caller who asked
	 * @param process the process that asked
	 * @param number its number at the caller
	 */
	private record Pending(SimulatedNode caller, long process, long number) {

		boolean isWaiting() {
			return this.caller.process() == this.process;
		}

	}

}
