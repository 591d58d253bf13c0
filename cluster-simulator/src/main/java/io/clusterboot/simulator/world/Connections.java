package io.clusterboot.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;

/**
 * All connections: how they are made, and how they end.
 */
final class Connections {

	/** How long a dial waits for an answer. */
	private static final long CONNECT_TIMEOUT = 2000;

	private static final long RETRY = 200;

	private static final long NOT_YET = 0;

	private final SimulatedCluster cluster;

	private final Weather weather;

	private final Traffic traffic;

	private final SplittableRandom random;

	/** By node and its number for the link; positive numbers are dialled ones. */
	private final List<Map<Long, Connection>> byNode = new ArrayList<>();

	private long nextAccepted = -1;

	Connections(SimulatedCluster cluster, Weather weather, Traffic traffic, SplittableRandom random) {
		this.cluster = cluster;
		this.weather = weather;
		this.traffic = traffic;
		this.random = random;
	}

	private Map<Long, Connection> of(SimulatedNode node) {
		while (this.byNode.size() <= node.index()) {
			this.byNode.add(new LinkedHashMap<>());
		}
		return this.byNode.get(node.index());
	}

	@Nullable Connection get(SimulatedNode node, long link) {
		return of(node).get(link);
	}

	void dial(SimulatedNode node, Output.Dial dial) {
		SimulatedNode target = this.cluster.at(dial.address());
		long link = dial.link();
		if (target == null) {
			nowhere(node, link, dial.address());
			return;
		}
		Connection connection = new Connection(this, node, target, link);
		of(node).put(link, connection);
		connect(connection, this.cluster.now());
	}

	private void nowhere(SimulatedNode node, long link, NodeAddress address) {
		long process = node.process();
		this.cluster.after(RETRY, () -> {
			if (process == node.process()) {
				node.arrive(new Input.LinkClosed(link, Disconnect.UNREACHABLE, "no such host " + address.host()));
			}
		});
	}

	private void connect(Connection connection, long since) {
		if (connection.closed) {
			return;
		}
		if (!this.weather.isBroken(connection.dialler, connection.target)) {
			this.cluster.after(roundTrip(connection), () -> answer(connection));
		}
		else if (this.cluster.now() - since >= CONNECT_TIMEOUT) {
			end(connection, Disconnect.UNREACHABLE);
		}
		else {
			this.cluster.after(RETRY, () -> connect(connection, since));
		}
	}

	/** The kernel accepts, also for a process that is stopped. */
	private void answer(Connection connection) {
		if (connection.closed) {
			return;
		}
		if (!connection.target.isRunning()) {
			end(connection, Disconnect.REFUSED);
			return;
		}
		connection.acceptedId = this.nextAccepted--;
		of(connection.target).put(connection.acceptedId, connection);
		connection.forward.pump();
		if (connection.forward.isFinished()) {
			connection.forward.drained();
		}
	}

	private long roundTrip(Connection connection) {
		return this.weather.delay(connection.dialler, connection.target)
				+ this.weather.delay(connection.target, connection.dialler)
				+ this.weather.delay(connection.dialler, connection.target);
	}

	void send(SimulatedNode node, Output.Send send) {
		Connection connection = get(node, send.link());
		if (connection != null) {
			((send.link() > 0) ? connection.forward : connection.backward).send(send.frame());
		}
	}

	/** What was sent before still arrives, then the other side sees the end. */
	void close(SimulatedNode node, long link) {
		Connection connection = of(node).remove(link);
		if (connection == null) {
			return;
		}
		if (connection.acceptedId == NOT_YET) {
			connection.closed = true;
		}
		else {
			((link > 0) ? connection.forward : connection.backward).finish();
		}
	}

	/** All that one side sent has arrived, its goodbye, too. */
	void finished(Connection connection, boolean byDialler) {
		connection.closed = true;
		SimulatedNode other = byDialler ? connection.target : connection.dialler;
		long link = byDialler ? connection.acceptedId : connection.dialledId;
		if (of(other).remove(link, connection)) {
			other.arrive(new Input.LinkClosed(link, Disconnect.CLOSED, "closed by the peer"));
		}
	}

	/** The connection is gone, for both sides that still know it. */
	void end(Connection connection, Disconnect reason) {
		if (connection.closed) {
			return;
		}
		connection.closed = true;
		if (of(connection.dialler).remove(connection.dialledId, connection)) {
			connection.dialler.arrive(new Input.LinkClosed(connection.dialledId, reason, reason.name()));
		}
		if (connection.acceptedId != NOT_YET && of(connection.target).remove(connection.acceptedId, connection)) {
			connection.target.arrive(new Input.LinkClosed(connection.acceptedId, reason, reason.name()));
		}
	}

	/** The kernel closes the sockets of a process that has ended. */
	void processEnded(SimulatedNode node) {
		List<Connection> broken = new ArrayList<>(of(node).values());
		of(node).clear();
		for (Connection connection : broken) {
			SimulatedNode other = (connection.dialler == node) ? connection.target : connection.dialler;
			if (connection.acceptedId == NOT_YET) {
				connection.closed = true;
			}
			else {
				tellOther(connection, node, other);
			}
		}
	}

	private void tellOther(Connection connection, SimulatedNode from, SimulatedNode to) {
		if (connection.closed) {
			return;
		}
		if (this.weather.isBroken(from, to)) {
			this.cluster.after(RETRY, () -> tellOther(connection, from, to));
		}
		else {
			this.cluster.after(this.weather.delay(from, to), () -> end(connection, Disconnect.RESET));
		}
	}

	/** Breaks a share of the connections that a disturbance concerns. */
	void reset(Disturbance resets, double share) {
		for (SimulatedNode node : this.cluster.nodes()) {
			for (Connection connection : List.copyOf(of(node).values())) {
				boolean counted = connection.dialler == node && connection.acceptedId != NOT_YET
						&& resets.concerns(node.index(), connection.target.index());
				if (counted && this.random.nextDouble() < share) {
					end(connection, Disconnect.RESET);
				}
			}
		}
	}

	/** The network got better: what waited may go on. */
	void flow() {
		for (SimulatedNode node : this.cluster.nodes()) {
			for (Connection connection : List.copyOf(of(node).values())) {
				if (connection.acceptedId != NOT_YET) {
					connection.forward.pump();
					connection.backward.pump();
				}
			}
		}
	}

	/** Frames on a connection that nobody reads the answers of. */
	void inject(SimulatedNode pretended, SimulatedNode target, List<Frame> frames) {
		Connection connection = new Connection(this, pretended, target, 0);
		connection.acceptedId = this.nextAccepted--;
		of(target).put(connection.acceptedId, connection);
		frames.forEach(connection.forward::send);
	}

	SimulatedCluster cluster() {
		return this.cluster;
	}

	Weather weather() {
		return this.weather;
	}

	Traffic traffic() {
		return this.traffic;
	}

}
