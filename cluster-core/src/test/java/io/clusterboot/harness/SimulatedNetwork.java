package io.clusterboot.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * The network of a simulated cluster, as TCP shows itself to a process: frames of a link
 * arrive in order; loss is delay (a retransmission after 200 ms, doubling); a cut holds
 * frames until the connection is reset after 15 s.
 */
public final class SimulatedNetwork {

	private static final long RETRANSMISSION = 200;

	private static final long RESET_AFTER = 15_000;

	private static final long CONNECT_TIMEOUT = 2000;

	private final SimulatedCluster cluster;

	private final Random random;

	private final Map<Long, Connection> dialled = new HashMap<>();

	private final Map<Long, Connection> accepted = new HashMap<>();

	private final Map<Long, PendingCall> calls = new HashMap<>();

	private final Set<Long> cuts = new HashSet<>();

	private final Map<Integer, Double> loss = new HashMap<>();

	private long minLatency = 0;

	private long maxLatency = 2;

	private long nextAccepted = -1;

	private long nextCall = 1;

	private long frames;

	SimulatedNetwork(SimulatedCluster cluster, Random random) {
		this.cluster = cluster;
		this.random = random;
	}

	public void latency(long min, long max) {
		this.minLatency = min;
		this.maxLatency = max;
	}

	/** How many frames were sent. */
	public long frames() {
		return this.frames;
	}

	/** Cuts all traffic between two groups. */
	public void cut(List<SimulatedNode> one, List<SimulatedNode> other) {
		cutOneWay(one, other);
		cutOneWay(other, one);
	}

	/** Cuts the traffic from one group to another. */
	public void cutOneWay(List<SimulatedNode> from, List<SimulatedNode> to) {
		for (SimulatedNode sender : from) {
			for (SimulatedNode receiver : to) {
				if (sender != receiver) {
					this.cuts.add(edge(sender.index(), receiver.index()));
				}
			}
		}
	}

	/** Everything that a node sends is lost with a probability. */
	public void egressLoss(SimulatedNode node, double rate) {
		this.loss.put(node.index(), rate);
	}

	public void heal() {
		this.cuts.clear();
		this.loss.clear();
		for (Connection connection : new ArrayList<>(this.dialled.values())) {
			connection.forward.pump(connection);
			connection.backward.pump(connection);
		}
	}

	void perform(SimulatedNode node, Output.Network output) {
		if (output instanceof Output.Dial dial) {
			dial(node, dial);
		}
		else if (output instanceof Output.Send send) {
			send(node, send);
		}
		else if (output instanceof Output.Close close) {
			close(node, close);
		}
		else if (output instanceof Output.Call call) {
			call(node, call);
		}
		else if (output instanceof Output.Reply reply) {
			reply(node, reply);
		}
	}

	private void dial(SimulatedNode node, Output.Dial dial) {
		SimulatedNode target = this.cluster.at(dial.address());
		Connection connection = new Connection(node, target, dial.link());
		this.dialled.put(key(node, dial.link()), connection);
		connect(connection, this.cluster.now());
	}

	private void connect(Connection connection, long since) {
		boolean blocked = isCut(connection.dialler, connection.target) || isCut(connection.target, connection.dialler);
		if (blocked && this.cluster.now() - since >= CONNECT_TIMEOUT) {
			end(connection, Disconnect.UNREACHABLE);
		}
		else if (blocked) {
			this.cluster.after(RETRANSMISSION, () -> {
				if (!connection.closed) {
					connect(connection, since);
				}
			});
		}
		else {
			this.cluster.after(2 * delay(connection.dialler) + delay(connection.target), () -> {
				if (connection.closed) {
					return;
				}
				if (!connection.target.isRunning()) {
					end(connection, Disconnect.REFUSED);
					return;
				}
				connection.acceptedId = this.nextAccepted--;
				connection.established = true;
				this.accepted.put(key(connection.target, connection.acceptedId), connection);
				connection.forward.pump(connection);
			});
		}
	}

	private void end(Connection connection, Disconnect reason) {
		if (connection.closed) {
			return;
		}
		connection.closed = true;
		forget(connection);
		connection.dialler.handle(new Input.LinkClosed(connection.dialledId, reason, reason.name()));
		if (connection.established) {
			connection.target.handle(new Input.LinkClosed(connection.acceptedId, reason, reason.name()));
		}
	}

	private void forget(Connection connection) {
		this.dialled.remove(key(connection.dialler, connection.dialledId));
		this.accepted.remove(key(connection.target, connection.acceptedId));
	}

	private void send(SimulatedNode node, Output.Send send) {
		Connection connection = connection(node, send.link());
		if (connection == null) {
			return;
		}
		this.frames++;
		Direction direction = (connection.dialler == node && send.link() > 0) ? connection.forward
				: connection.backward;
		direction.queue.add(send.frame());
		direction.pump(connection);
	}

	private Connection connection(SimulatedNode node, long link) {
		return (link > 0) ? this.dialled.get(key(node, link)) : this.accepted.get(key(node, link));
	}

	/** What was sent before still arrives, then the other side sees the end. */
	private void close(SimulatedNode node, Output.Close close) {
		Connection connection = connection(node, close.link());
		if (connection == null) {
			return;
		}
		boolean byDialler = close.link() > 0;
		Direction direction = byDialler ? connection.forward : connection.backward;
		if (byDialler) {
			this.dialled.remove(key(node, close.link()));
		}
		else {
			this.accepted.remove(key(node, close.link()));
		}
		if (!connection.established) {
			connection.closed = true;
			return;
		}
		direction.finished = true;
		direction.pump(connection);
	}

	private void finish(Connection connection, Direction direction) {
		connection.closed = true;
		if (direction == connection.forward) {
			if (this.accepted.remove(key(connection.target, connection.acceptedId)) != null) {
				connection.target
					.handle(new Input.LinkClosed(connection.acceptedId, Disconnect.CLOSED, "closed by the peer"));
			}
		}
		else if (this.dialled.remove(key(connection.dialler, connection.dialledId)) != null) {
			connection.dialler
				.handle(new Input.LinkClosed(connection.dialledId, Disconnect.CLOSED, "closed by the peer"));
		}
	}

	/** The process is gone: its sockets are closed by the kernel. */
	void crashed(int index) {
		SimulatedNode node = this.cluster.node(index);
		Set<Connection> broken = new HashSet<>(this.dialled.values());
		broken.addAll(this.accepted.values());
		broken.stream()
			.filter((connection) -> connection.dialler == node || connection.target == node)
			.sorted((first, second) -> Long.compare(first.order, second.order))
			.forEach((connection) -> this.cluster.after(delay(node), () -> {
				SimulatedNode other = (connection.dialler == node) ? connection.target : connection.dialler;
				if (!isCut(node, other)) {
					end(connection, connection.established ? Disconnect.RESET : Disconnect.REFUSED);
				}
			}));
	}

	private void call(SimulatedNode node, Output.Call call) {
		SimulatedNode target = this.cluster.at(call.address());
		long id = this.nextCall++;
		this.calls.put(id, new PendingCall(node, call.call()));
		this.cluster.after(call.timeoutMillis(), () -> fail(id, Disconnect.UNREACHABLE));
		if (isCut(node, target)) {
			return;
		}
		this.cluster.after(2 * delay(node) + delay(target), () -> {
			if (!target.isRunning()) {
				fail(id, Disconnect.REFUSED);
			}
			else {
				target.handle(new Input.CallReceived(id, call.request()));
			}
		});
	}

	private void fail(long id, Disconnect reason) {
		PendingCall pending = this.calls.remove(id);
		if (pending != null) {
			pending.caller.handle(new Input.CallFailed(pending.number, reason, reason.name()));
		}
	}

	private void reply(SimulatedNode node, Output.Reply reply) {
		PendingCall pending = this.calls.get(reply.call());
		if (pending == null || isCut(node, pending.caller)) {
			return;
		}
		Response response = reply.response();
		this.cluster.after(delay(node), () -> {
			if (this.calls.remove(reply.call()) != null) {
				pending.caller.handle(new Input.CallAnswered(pending.number, response));
			}
		});
	}

	/** The delay of one segment, retransmissions included. */
	private long delay(SimulatedNode sender) {
		long delay = this.minLatency + this.random.nextLong(this.maxLatency - this.minLatency + 1);
		double rate = this.loss.getOrDefault(sender.index(), 0.0);
		long retransmission = RETRANSMISSION;
		while (rate > 0 && this.random.nextDouble() < rate && delay < RESET_AFTER) {
			delay += retransmission;
			retransmission *= 2;
		}
		return delay;
	}

	private boolean isCut(SimulatedNode from, SimulatedNode to) {
		return this.cuts.contains(edge(from.index(), to.index()));
	}

	private static long edge(int from, int to) {
		return ((long) from << 32) | to;
	}

	private static long key(SimulatedNode node, long link) {
		return ((long) node.index() << 40) ^ link;
	}

	private record PendingCall(SimulatedNode caller, long number) {
	}

	/** One TCP connection with a link on it. */
	private final class Connection {

		private final SimulatedNode dialler;

		private final SimulatedNode target;

		private final long dialledId;

		private final long order;

		private final Direction forward = new Direction();

		private final Direction backward = new Direction();

		private long acceptedId;

		private boolean established;

		private boolean closed;

		Connection(SimulatedNode dialler, SimulatedNode target, long dialledId) {
			this.dialler = dialler;
			this.target = target;
			this.dialledId = dialledId;
			this.order = SimulatedNetwork.this.frames * 1000 + SimulatedNetwork.this.dialled.size();
		}

	}

	/** One direction of a connection: frames in order. */
	private final class Direction {

		private final List<Frame> queue = new ArrayList<>();

		private boolean finished;

		private long arrival;

		private int underWay;

		private long blockedSince = -1;

		void pump(Connection connection) {
			if (connection.closed || !connection.established) {
				return;
			}
			boolean isForward = this == connection.forward;
			SimulatedNode from = isForward ? connection.dialler : connection.target;
			SimulatedNode to = isForward ? connection.target : connection.dialler;
			// acknowledgements must come back, too
			if (isCut(from, to) || isCut(to, from)) {
				blocked(connection);
				return;
			}
			this.blockedSince = -1;
			while (!this.queue.isEmpty()) {
				Frame frame = this.queue.remove(0);
				long at = Math.max(this.arrival, SimulatedNetwork.this.cluster.now() + delay(from));
				this.arrival = at;
				this.underWay++;
				SimulatedNetwork.this.cluster.after(at - SimulatedNetwork.this.cluster.now(), () -> {
					this.underWay--;
					arrived(connection, isForward, to, frame);
				});
			}
			if (this.finished && this.underWay == 0) {
				SimulatedNetwork.this.cluster.after(delay(from), () -> finish(connection, this));
			}
		}

		private void arrived(Connection connection, boolean isForward, SimulatedNode to, Frame frame) {
			if (connection.closed) {
				return;
			}
			long id = isForward ? connection.acceptedId : connection.dialledId;
			if (connection(to, id) == connection) {
				to.handle(new Input.FrameReceived(id, frame));
			}
			if (this.finished && this.underWay == 0 && this.queue.isEmpty()) {
				finish(connection, this);
			}
		}

		private void blocked(Connection connection) {
			if (this.queue.isEmpty() && !this.finished) {
				return;
			}
			if (this.blockedSince < 0) {
				this.blockedSince = SimulatedNetwork.this.cluster.now();
				SimulatedNetwork.this.cluster.after(RESET_AFTER, () -> {
					boolean still = this.blockedSince >= 0
							&& SimulatedNetwork.this.cluster.now() - this.blockedSince >= RESET_AFTER;
					if (still && !connection.closed) {
						end(connection, Disconnect.RESET);
					}
				});
			}
		}

	}

}
