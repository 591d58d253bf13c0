package io.clusterboot.node;

import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;

/**
 * After the end of a life: others still learn that this node is gone, and commands still
 * end.
 *
 * @param address this node's address
 * @param output is told what to do
 */
record Aftermath(NodeAddress address, Consumer<Output> output) {

	/** Answers what needs an answer. */
	void handle(Input input) {
		if (input instanceof Input.CallReceived received) {
			this.output.accept(new Output.Reply(received.call(),
					Admission.rejected(Rejection.SHUTTING_DOWN, this.address + " is shutting down")));
		}
		else if (input instanceof Input.FrameReceived received) {
			this.output.accept(new Output.Close(received.link(), "this node stopped"));
		}
		else if (input instanceof Input.Command command) {
			RuntimeException failure = (command instanceof Input.Leave) ? null
					: new IllegalStateException("This node is not a member of a cluster any more");
			this.output.accept(new Output.Done(command.command(), failure));
		}
	}

}
