package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;

/**
 * What nodes sent in their present life and the one before: the handshake to each other
 * node, and the last gossip.
 */
final class Recordings {

	private static final int MOST = 20;

	/** Above this size recordings would cost more than they are worth. */
	private static final int MOST_NODES = 200;

	private final Map<SimulatedNode, Life> present = new HashMap<>();

	private final Map<SimulatedNode, Life> earlier = new HashMap<>();

	void record(SimulatedNode node, Output.Send send, Connections connections) {
		boolean worthwhile = send.frame() instanceof Frame.Hello || send.frame() instanceof Frame.Gossip;
		if (!worthwhile || node.cluster().setup().nodes().size() > MOST_NODES) {
			return;
		}
		Life life = life(node);
		if (send.frame() instanceof Frame.Gossip) {
			life.gossip.add(send.frame());
			if (life.gossip.size() > MOST) {
				life.gossip.remove();
			}
			return;
		}
		Connection connection = connections.get(node, send.link());
		if (connection != null) {
			life.handshakes.put(connection.target, send.frame());
		}
	}

	private Life life(SimulatedNode node) {
		Life life = this.present.get(node);
		if (life == null || !life.id.equals(node.id())) {
			if (life != null) {
				this.earlier.put(node, life);
			}
			life = new Life(node.id());
			this.present.put(node, life);
		}
		return life;
	}

	/** What the life before the present one sent to another node. */
	List<Frame> of(SimulatedNode node, SimulatedNode target) {
		Life life = this.earlier.get(node);
		@Nullable Frame hello = (life != null) ? life.handshakes.get(target) : null;
		if (life == null || hello == null) {
			return List.of();
		}
		List<Frame> frames = new ArrayList<>();
		frames.add(hello);
		frames.addAll(life.gossip);
		return frames;
	}

	/** What one life of a node sent. */
	private static final class Life {

		private final NodeId id;

		private final Map<SimulatedNode, Frame> handshakes = new HashMap<>();

		private final Deque<Frame> gossip = new ArrayDeque<>();

		Life(NodeId id) {
			this.id = id;
		}

	}

}
