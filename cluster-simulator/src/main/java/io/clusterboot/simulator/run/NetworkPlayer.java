package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import io.clusterboot.simulator.schedule.NetworkFault;
import io.clusterboot.simulator.schedule.NetworkFault.Direction;
import io.clusterboot.simulator.world.Disturbance;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNetwork;
import io.clusterboot.simulator.world.SimulatedNode;

/**
 * Disturbs the network as a schedule says.
 */
final class NetworkPlayer {

	private final SimulatedCluster world;

	private final Lineup lineup;

	private final Detection detection;

	private final Outcomes outcomes;

	NetworkPlayer(SimulatedCluster world, Lineup lineup, Detection detection, Outcomes outcomes) {
		this.world = world;
		this.lineup = lineup;
		this.detection = detection;
		this.outcomes = outcomes;
	}

	/** Begins a fault and plans its end. */
	List<Integer> play(NetworkFault fault, String purpose, int round, long until, Health health) {
		List<Integer> nodes = this.lineup.choose(fault.nodes(), purpose, List.of(), round);
		List<Integer> with = this.lineup.choose(fault.traffic().with(), purpose + " with", nodes, round);
		List<Disturbance> disturbances = begin(fault, this.lineup.nodes(nodes), this.lineup.nodes(with));
		// both ends of a cut are in the same position
		List<Integer> touched = (fault instanceof NetworkFault.Cut || nodes.size() == this.lineup.size())
				? union(nodes, with) : nodes;
		health.disturb(touched);
		List<Integer> missed = (fault instanceof NetworkFault.Cut) ? missed(nodes, with) : List.of();
		this.outcomes.began(fault.kind(), this.world.now(), nodes, missed);
		List<Integer> observers = missed.equals(nodes) ? with : nodes;
		missed.forEach((node) -> {
			if (this.world.node(node).isRunning()) {
				this.detection.missing(this.world.node(node), this.lineup.nodes(observers));
			}
		});
		this.world.at(until, () -> {
			disturbances.forEach(this.world.network()::end);
			health.calm(touched, this.world.now());
			missed.forEach((node) -> {
				if (this.world.node(node).isRunning()) {
					this.detection.back(node);
				}
			});
		});
		return nodes;
	}

	/** The smaller side of a cut that parts everybody. */
	private List<Integer> missed(List<Integer> nodes, List<Integer> with) {
		if (union(nodes, with).size() < this.lineup.size() || nodes.stream().anyMatch(with::contains)) {
			return List.of();
		}
		return (nodes.size() <= with.size()) ? nodes : with;
	}

	private static List<Integer> union(List<Integer> one, List<Integer> other) {
		List<Integer> all = new ArrayList<>(one);
		other.stream().filter((node) -> !one.contains(node)).forEach(all::add);
		return all;
	}

	private List<Disturbance> begin(NetworkFault fault, List<SimulatedNode> nodes, List<SimulatedNode> with) {
		SimulatedNetwork network = this.world.network();
		Direction direction = fault.traffic().direction();
		if (fault instanceof NetworkFault.Cut) {
			return directed(direction, nodes, with, network::cut);
		}
		if (fault instanceof NetworkFault.Loss loss) {
			return directed(direction, nodes, with, (from, to) -> network.loss(from, to, loss.rate()));
		}
		if (fault instanceof NetworkFault.Delay delay) {
			return directed(direction, nodes, with,
					(from, to) -> network.delay(from, to, delay.minMillis(), delay.maxMillis()));
		}
		if (fault instanceof NetworkFault.Resets resets) {
			return List.of(network.resets(nodes, with, resets.everyMillis()));
		}
		if (fault instanceof NetworkFault.SlowReceiver slow) {
			return List.of(network.slowReceiver(nodes, slow.bytesPerSecond()));
		}
		throw new IllegalArgumentException("Unknown fault " + fault);
	}

	private static List<Disturbance> directed(Direction direction, List<SimulatedNode> nodes, List<SimulatedNode> with,
			BiFunction<List<SimulatedNode>, List<SimulatedNode>, Disturbance> begin) {
		List<Disturbance> begun = new ArrayList<>();
		if (direction != Direction.IN) {
			begun.add(begin.apply(nodes, with));
		}
		// among the nodes themselves, one direction is both already
		List<SimulatedNode> rest = with.stream().filter((node) -> !nodes.contains(node)).toList();
		if (direction == Direction.IN) {
			begun.add(begin.apply(with, nodes));
		}
		else if (direction == Direction.BOTH && !rest.isEmpty()) {
			begun.add(begin.apply(rest, nodes));
		}
		return begun;
	}

}
