package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.clusterboot.simulator.schedule.NodeFault;
import io.clusterboot.simulator.schedule.NetworkFault;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Spread;
import io.clusterboot.simulator.schedule.TimedFault;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;

/**
 * Lets the faults of a schedule happen.
 */
final class FaultPlayer {

	private final SimulatedCluster world;

	private final Schedule schedule;

	private final Lineup lineup;

	private final Health health;

	private final Processes processes;

	private final NetworkPlayer network;

	private final Outcomes outcomes;

	private final List<Incident> incidents = new ArrayList<>();

	FaultPlayer(SimulatedCluster world, Schedule schedule, Lineup lineup, Health health, Measurements measurements,
			Downings downings) {
		this.world = world;
		this.schedule = schedule;
		this.lineup = lineup;
		this.health = health;
		this.processes = new Processes(world, lineup, measurements, downings);
		this.outcomes = measurements.outcomes();
		this.network = new NetworkPlayer(world, lineup, measurements.detection(), this.outcomes);
	}

	void plan() {
		List<Integer> first = this.lineup.choose(this.schedule.started(), "started", List.of(), 0);
		this.world.at(0, () -> {
			this.outcomes.began("start", 0, first, first);
			spread(first, this.schedule.startSpread(), this.lineup.random("start", 0), this.processes::start);
		});
		for (TimedFault timed : this.schedule.faults()) {
			plan(timed, timed.at(), 0);
		}
	}

	private void plan(TimedFault timed, long at, int round) {
		if (at < this.schedule.millis() && (timed.times() == 0 || round < timed.times())) {
			this.world.at(at, () -> {
				play(timed, round);
				if (timed.every() > 0) {
					plan(timed, at + timed.every(), round + 1);
				}
			});
		}
	}

	private void play(TimedFault timed, int round) {
		long now = this.world.now();
		long until = timed.fault().lasts() && timed.lasting() == 0 ? this.schedule.latestEnd() : now + timed.lasting();
		List<Integer> nodes;
		if (timed.fault() instanceof NodeFault fault) {
			nodes = this.lineup.choose(fault.nodes(), timed.toString(), List.of(), round);
			this.outcomes.began(fault.kind(), now, nodes, isMeasured(fault) ? nodes : List.of());
			happen(fault, nodes, until, this.lineup.random("moments of " + timed, round));
		}
		else if (timed.fault() instanceof NetworkFault fault) {
			nodes = this.network.play(fault, timed.toString(), round, until, this.health);
		}
		else {
			nodes = List.of();
		}
		this.world.disturbed(timed.fault().kind() + " " + nodes);
		this.incidents.add(new Incident(timed.fault().kind(), now, Math.max(now, until), nodes, timed.toString()));
	}

	private static boolean isMeasured(NodeFault fault) {
		return fault instanceof NodeFault.Start || fault instanceof NodeFault.Crash || fault instanceof NodeFault.Leave
				|| fault instanceof NodeFault.Restart || fault instanceof NodeFault.Pause;
	}

	private void happen(NodeFault fault, List<Integer> nodes, long until, Random random) {
		if (fault instanceof NodeFault.Start start) {
			spread(nodes, start.spread(), random, this.processes::start);
		}
		else if (fault instanceof NodeFault.Crash crash) {
			spread(nodes, crash.spread(), random, touching(this.processes::crash));
		}
		else if (fault instanceof NodeFault.Restart restart) {
			spread(nodes, restart.spread(), random, touching((node) -> this.processes.restart(node, restart)));
		}
		else if (fault instanceof NodeFault.Leave leave) {
			spread(nodes, leave.spread(), random, touching(this.processes::leave));
		}
		else if (fault instanceof NodeFault.Down down) {
			nodes.forEach((node) -> touching((subject) -> this.processes.down(subject, down.by()))
				.accept(this.world.node(node)));
		}
		else if (fault instanceof NodeFault.ClockJump jump) {
			nodes.forEach((node) -> this.world.node(node).jumpClock(jump.byMillis()));
		}
		else if (fault instanceof NodeFault.Replay) {
			nodes.forEach((node) -> this.world.network().replay(this.world.node(node)));
		}
		else {
			last(fault, nodes, until, random);
		}
	}

	private void last(NodeFault fault, List<Integer> nodes, long until, Random random) {
		if (fault instanceof NodeFault.Stall stall) {
			// who runs in fits and starts is alive all the same
			nodes.forEach((node) -> this.processes.stallLater(this.world.node(node), stall, until,
					new Random(random.nextLong())));
			return;
		}
		this.health.begin(nodes);
		if (fault instanceof NodeFault.Pause) {
			List<SimulatedNode> paused = this.processes.pause(nodes);
			this.world.at(until, () -> this.processes.resume(paused));
		}
		else if (fault instanceof NodeFault.Slow slow) {
			nodes.forEach((node) -> this.world.node(node).slow(slow.perInputMillis()));
			this.world.at(until, () -> nodes.forEach((node) -> this.world.node(node).slow(0)));
		}
		this.world.at(until, () -> this.health.end(nodes, this.world.now()));
	}

	private Consumer<SimulatedNode> touching(Consumer<SimulatedNode> action) {
		return (node) -> {
			this.health.touch(node.index(), this.world.now());
			action.accept(node);
		};
	}

	private void spread(List<Integer> nodes, Spread spread, Random random, Consumer<SimulatedNode> action) {
		for (int i = 0; i < nodes.size(); i++) {
			SimulatedNode node = this.world.node(nodes.get(i));
			if (spread.millis() == 0) {
				action.accept(node);
				continue;
			}
			long delay = spread.random() ? random.nextLong(spread.millis()) : i * spread.millis() / nodes.size();
			this.world.at(this.world.now() + delay, () -> action.accept(node));
		}
	}

	List<Incident> incidents() {
		return this.incidents;
	}

}
