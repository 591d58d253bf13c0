package io.clusterboot.simulator.run;

import java.util.List;
import java.util.Random;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.schedule.NodeFault;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;

/**
 * Starts, ends and stops processes, and tells those who measure.
 */
final class Processes {

	private final SimulatedCluster world;

	private final Lineup lineup;

	private final Measurements measurements;

	private final Downings downings;

	Processes(SimulatedCluster world, Lineup lineup, Measurements measurements, Downings downings) {
		this.world = world;
		this.lineup = lineup;
		this.measurements = measurements;
		this.downings = downings;
	}

	void start(SimulatedNode node) {
		if (!node.isRunning()) {
			node.start();
			this.measurements.agreement().started(node);
		}
	}

	void crash(SimulatedNode node) {
		if (node.isRunning()) {
			NodeId life = node.id();
			node.crash();
			this.measurements.agreement().ended(node, life);
			this.measurements.detection().back(node.index());
			this.measurements.detection().missing(node, this.lineup.live());
		}
	}

	void leave(SimulatedNode node) {
		if (node.isRunning()) {
			this.measurements.agreement().ended(node, node.id());
			node.leave();
		}
	}

	void restart(SimulatedNode node, NodeFault.Restart restart) {
		if (!node.isRunning()) {
			startLater(node, restart.downMillis());
		}
		else if (restart.leaves()) {
			leave(node);
			startWhenGone(node, restart.downMillis());
		}
		else {
			crash(node);
			startLater(node, restart.downMillis());
		}
	}

	private void startLater(SimulatedNode node, long millis) {
		if (millis == 0) {
			again(node);
			return;
		}
		this.world.at(this.world.now() + millis, () -> again(node));
	}

	private void again(SimulatedNode node) {
		this.measurements.detection().back(node.index());
		start(node);
	}

	private void startWhenGone(SimulatedNode node, long millis) {
		if (node.isRunning()) {
			this.world.at(this.world.now() + 100, () -> startWhenGone(node, millis));
		}
		else {
			startLater(node, millis);
		}
	}

	void down(SimulatedNode subject, Selector by) {
		for (SimulatedNode operator : this.lineup
			.nodes(this.lineup.choose(by, "down by", List.of(subject.index()), 0))) {
			Insight insight = operator.insight();
			if (operator.isRunning() && !operator.isPaused() && insight != null && subject.isRunning()) {
				this.downings.noted(subject.id(), this.world.now());
				operator.down(subject);
				return;
			}
		}
	}

	/** Pauses those that run and are not paused yet. */
	List<SimulatedNode> pause(List<Integer> nodes) {
		List<SimulatedNode> paused = this.lineup.nodes(nodes)
			.stream()
			.filter((node) -> node.isRunning() && !node.isPaused())
			.toList();
		for (SimulatedNode node : paused) {
			node.pause();
			this.measurements.detection().blind(node.index());
		}
		paused.forEach((node) -> this.measurements.detection().missing(node, this.lineup.live()));
		return paused;
	}

	void resume(List<SimulatedNode> paused) {
		for (SimulatedNode node : paused) {
			if (node.isPaused()) {
				this.measurements.detection().back(node.index());
				node.resume();
			}
		}
	}

	void stallLater(SimulatedNode node, NodeFault.Stall stall, long until, Random random) {
		long gap = between(stall.minGapMillis(), stall.maxGapMillis(), random);
		long length = between(stall.minMillis(), stall.maxMillis(), random);
		long at = this.world.now() + gap;
		if (at >= until) {
			return;
		}
		this.world.at(at, () -> {
			boolean mine = node.isRunning() && !node.isPaused();
			if (mine) {
				node.pause();
			}
			this.world.at(Math.min(until, at + length), () -> {
				if (mine) {
					node.resume();
				}
				stallLater(node, stall, until, random);
			});
		});
	}

	private static long between(long least, long most, Random random) {
		return least + random.nextLong(most - least + 1);
	}

}
