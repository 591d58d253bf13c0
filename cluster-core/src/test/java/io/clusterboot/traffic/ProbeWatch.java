package io.clusterboot.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;

/**
 * Measures how long probes take: from the moment in which the node wants one sent until
 * its answer is told to it, other member included.
 */
final class ProbeWatch implements Transport {

	private final Transport transport;

	/** When probes were sent that have no answer yet, monotonic ns. */
	private final Map<Sent, Long> waiting = new ConcurrentHashMap<>();

	private final AtomicLong longest = new AtomicLong();

	ProbeWatch(Transport transport) {
		this.transport = transport;
	}

	/**
	 * The longest one since this was last asked, in microseconds; 0 if there was none.
	 */
	long takeLongestMicros() {
		return this.longest.getAndSet(0) / 1000;
	}

	@Override
	public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
		return this.transport.bind(advertised, bindHost, (input) -> {
			if (input instanceof Input.FrameReceived received && received.frame() instanceof Frame.ProbeAck ack) {
				answered(new Sent(received.link(), ack.sequence()));
			}
			inputs.accept(input);
		});
	}

	private void answered(Sent probe) {
		Long start = this.waiting.remove(probe);
		if (start != null) {
			this.longest.accumulateAndGet(System.nanoTime() - start, Math::max);
		}
	}

	@Override
	public void perform(Output.Network output) {
		if (output instanceof Output.Send send && send.frame() instanceof Frame.Probe probe) {
			this.waiting.put(new Sent(send.link(), probe.sequence()), System.nanoTime());
		}
		this.transport.perform(output);
	}

	@Override
	public void handled(long link) {
		this.transport.handled(link);
	}

	@Override
	public void close() {
		this.transport.close();
	}

	private record Sent(long link, long sequence) {
	}

}
