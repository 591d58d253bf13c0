package io.clusterboot.simulator.world;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

import io.clusterboot.node.Frame;
import io.clusterboot.node.Output;

/**
 * The network of a simulated cluster, as TCP shows itself to a process: frames of a link
 * arrive in order; loss is delay; a cut holds frames until the connection is reset.
 */
public final class SimulatedNetwork {

	private final SimulatedCluster cluster;

	private final SplittableRandom random;

	private final Weather weather;

	private final Connections connections;

	private final Exchanges exchanges;

	private final Traffic traffic;

	private final Recordings recordings = new Recordings();

	SimulatedNetwork(SimulatedCluster cluster, SplittableRandom random, boolean wire) {
		this.cluster = cluster;
		this.random = random;
		this.weather = new Weather(random.split());
		this.traffic = new Traffic(wire);
		this.connections = new Connections(cluster, this.weather, this.traffic, random.split());
		this.exchanges = new Exchanges(cluster, this.weather, this.traffic);
	}

	/**
	 * The one-way delay without any disturbance; 0 to 2 ms by default.
	 * @param least ms
	 * @param most ms
	 */
	public void latency(long least, long most) {
		this.weather.latency(least, most);
	}

	/**
	 * What went over the network.
	 * @return the counters
	 */
	public Traffic traffic() {
		return this.traffic;
	}

	/**
	 * Cuts the traffic from some nodes to others, one way.
	 * @param from the senders
	 * @param to the receivers
	 * @return what ends it
	 */
	public Disturbance cut(Collection<SimulatedNode> from, Collection<SimulatedNode> to) {
		return begin(new Disturbance(Disturbance.Kind.CUT, from, to, 1, 0, 0));
	}

	/**
	 * Cuts all traffic between two groups.
	 * @param one the one group
	 * @param other the other group
	 * @return what ends it, for each direction
	 */
	public List<Disturbance> cutBothWays(Collection<SimulatedNode> one, Collection<SimulatedNode> other) {
		return List.of(cut(one, other), cut(other, one));
	}

	/**
	 * Loses segments.
	 * @param from the senders
	 * @param to the receivers
	 * @param rate the share that is lost, 0 to 1
	 * @return what ends it
	 */
	public Disturbance loss(Collection<SimulatedNode> from, Collection<SimulatedNode> to, double rate) {
		return begin(new Disturbance(Disturbance.Kind.LOSS, from, to, rate, 0, 0));
	}

	/**
	 * Delays segments.
	 * @param from the senders
	 * @param to the receivers
	 * @param least ms more than usual
	 * @param most ms more than usual
	 * @return what ends it
	 */
	public Disturbance delay(Collection<SimulatedNode> from, Collection<SimulatedNode> to, long least, long most) {
		return begin(new Disturbance(Disturbance.Kind.DELAY, from, to, 1, least, most));
	}

	/**
	 * Lets receivers take in only so many bytes a second. Needs wire encoding, else a
	 * frame counts as 100 bytes.
	 * @param nodes the receivers
	 * @param bytesPerSecond at least 1
	 * @return what ends it
	 */
	public Disturbance slowReceiver(Collection<SimulatedNode> nodes, long bytesPerSecond) {
		return begin(
				new Disturbance(Disturbance.Kind.SLOW_RECEIVER, this.cluster.nodes(), nodes, 1, 0, bytesPerSecond));
	}

	/**
	 * Breaks connections at random.
	 * @param from the one end
	 * @param to the other end
	 * @param mean how long a connection lives on average, in ms
	 * @return what ends it
	 */
	public Disturbance resets(Collection<SimulatedNode> from, Collection<SimulatedNode> to, long mean) {
		Disturbance resets = begin(new Disturbance(Disturbance.Kind.RESETS, from, to, 1, 0, mean));
		resetSome(resets);
		return resets;
	}

	private void resetSome(Disturbance resets) {
		if (this.weather.disturbances().contains(resets)) {
			long pause = 100;
			this.connections.reset(resets, (double) pause / resets.most());
			this.cluster.after(pause, () -> resetSome(resets));
		}
	}

	/**
	 * Somebody plays back what the last life of a node that has ended sent: its
	 * handshakes and gossip, on new connections to all that run.
	 * @param node whose earlier life
	 * @return how many frames are played back
	 */
	public int replay(SimulatedNode node) {
		int played = 0;
		for (SimulatedNode target : this.cluster.nodes()) {
			List<Frame> frames = this.recordings.of(node, target);
			if (target != node && target.isRunning() && !frames.isEmpty()) {
				this.connections.inject(node, target, frames);
				played += frames.size();
			}
		}
		return played;
	}

	private Disturbance begin(Disturbance disturbance) {
		this.weather.disturbances().add(disturbance);
		this.cluster.disturbed(disturbance.toString());
		return disturbance;
	}

	/**
	 * Ends a disturbance.
	 * @param disturbance which; one that has ended is no error
	 */
	public void end(Disturbance disturbance) {
		if (this.weather.disturbances().remove(disturbance)) {
			this.cluster.disturbed("end of " + disturbance);
			this.connections.flow();
		}
	}

	/** Ends all disturbances. */
	public void heal() {
		if (!this.weather.disturbances().isEmpty()) {
			this.weather.disturbances().clear();
			this.cluster.disturbed("heal");
			this.connections.flow();
		}
	}

	/**
	 * Whether nothing gets from one node to another.
	 * @param from the sender
	 * @param to the receiver
	 * @return true while that is cut
	 */
	public boolean isCut(SimulatedNode from, SimulatedNode to) {
		return this.weather.isCut(from, to);
	}

	/**
	 * Whether anything is wrong with the network.
	 * @return false when healed
	 */
	public boolean isDisturbed() {
		return !this.weather.disturbances().isEmpty();
	}

	void perform(SimulatedNode node, Output.Network output) {
		if (output instanceof Output.Send send) {
			this.traffic.sent(node);
			this.recordings.record(node, send, this.connections);
			this.connections.send(node, send);
		}
		else if (output instanceof Output.Dial dial) {
			this.connections.dial(node, dial);
		}
		else if (output instanceof Output.Close close) {
			this.connections.close(node, close.link());
		}
		else if (output instanceof Output.Call call) {
			this.exchanges.call(node, call, this.random.nextInt(50) == 0);
		}
		else if (output instanceof Output.Reply reply) {
			this.exchanges.reply(node, reply);
		}
	}

	void processEnded(SimulatedNode node) {
		this.connections.processEnded(node);
		this.exchanges.processEnded(node);
	}

}
