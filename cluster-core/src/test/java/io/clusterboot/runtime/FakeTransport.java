package io.clusterboot.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;

/**
 * A network that remembers what it was asked to do.
 */
final class FakeTransport implements Transport {

	static final int PORT = 4711;

	final List<Output.Network> performed = new CopyOnWriteArrayList<>();

	final List<Long> handled = new CopyOnWriteArrayList<>();

	volatile boolean closed;

	private volatile Consumer<Input> inputs = (input) -> {
	};

	void tell(Input input) {
		this.inputs.accept(input);
	}

	@Override
	public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
		this.inputs = inputs;
		return advertised.withPort((advertised.port() != 0) ? advertised.port() : PORT);
	}

	@Override
	public void perform(Output.Network output) {
		this.performed.add(output);
	}

	@Override
	public void handled(long link) {
		this.handled.add(link);
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
