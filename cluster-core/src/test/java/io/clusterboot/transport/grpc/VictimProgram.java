package io.clusterboot.transport.grpc;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * A process to be killed: accepts every link, and dials the port of its argument and
 * greets there.
 */
public final class VictimProgram {

	private VictimProgram() {
	}

	/**
	 * Runs until it is killed.
	 * @param arguments a port to dial
	 */
	public static void main(String[] arguments) {
		Peer peer = Peer.plain();
		Peer target = Peer.plain();
		NodeAddress address = new NodeAddress("127.0.0.1", Integer.parseInt(arguments[0]));
		peer.transport.perform(new Output.Dial(1, address));
		peer.send(1, peer.hello(target.id));
		System.out.println(peer.address().port());
		while (true) {
			Input.FrameReceived received = peer.next(Input.FrameReceived.class);
			if (received.frame() instanceof Frame.Hello) {
				peer.send(received.link(), new Frame.Accepted(peer.id));
			}
		}
	}

}
