package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.node.Frame;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;

/**
 * What nodes sent lately: the handshake to each other node, and the last gossip.
 */
final class Recordings {

	private static final int MOST = 20;

	/** Above this size recordings would cost more than they are worth. */
	private static final int MOST_NODES = 200;

	private final Map<SimulatedNode, Map<SimulatedNode, Frame>> handshakes = new HashMap<>();

	private final Map<SimulatedNode, Deque<Frame>> gossip = new HashMap<>();

	void record(SimulatedNode node, Output.Send send, Connections connections) {
		if (send.frame() instanceof Frame.Hello) {
			Connection connection = connections.get(node, send.link());
			if (connection != null && node.cluster().setup().nodes().size() <= MOST_NODES) {
				this.handshakes.computeIfAbsent(node, (key) -> new HashMap<>()).put(connection.target, send.frame());
			}
		}
		else if (send.frame() instanceof Frame.Gossip && node.cluster().setup().nodes().size() <= MOST_NODES) {
			Deque<Frame> frames = this.gossip.computeIfAbsent(node, (key) -> new ArrayDeque<>());
			frames.add(send.frame());
			if (frames.size() > MOST) {
				frames.remove();
			}
		}
	}

	/** What a node sent to another one: its last handshake, and its last gossip. */
	List<Frame> of(SimulatedNode node, SimulatedNode target) {
		List<Frame> frames = new ArrayList<>();
		@Nullable Frame hello = this.handshakes.getOrDefault(node, Map.of()).get(target);
		if (hello != null) {
			frames.add(hello);
			frames.addAll(this.gossip.getOrDefault(node, new ArrayDeque<>()));
		}
		return frames;
	}

}
