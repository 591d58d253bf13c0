package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.schedule.Population;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;

/**
 * The nodes of a world, as selectors see them.
 */
final class Lineup implements Population {

	private final SimulatedCluster world;

	private final Downings downings;

	private final NamedNodes named;

	Lineup(SimulatedCluster world, NamedNodes named, Downings downings) {
		this.world = world;
		this.named = named;
		this.downings = downings;
	}

	List<Integer> choose(Selector selector, String purpose, List<Integer> other, int round) {
		return selector.choose(this, random(purpose, round), other, round);
	}

	List<SimulatedNode> nodes(Selector selector, String purpose) {
		return nodes(choose(selector, purpose, List.of(), 0));
	}

	List<SimulatedNode> nodes(List<Integer> numbers) {
		return numbers.stream().map(this.world::node).toList();
	}

	/** Those whose process is there and not paused. */
	List<SimulatedNode> live() {
		List<SimulatedNode> live = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			SimulatedNode node = this.world.node(i);
			if (node.isRunning() && !node.isPaused()) {
				live.add(node);
			}
		}
		return live;
	}

	Random random(String purpose, int round) {
		return NamedNodes.random(this.world.setup().seed(), purpose, round);
	}

	@Override
	public int size() {
		return this.world.setup().nodes().size();
	}

	@Override
	public boolean isRunning(int node) {
		return this.world.node(node).isRunning();
	}

	@Override
	public List<Integer> seeds() {
		return this.named.seeds();
	}

	@Override
	public List<Integer> removed() {
		return this.downings.nodes();
	}

	@Override
	public List<Integer> leader() {
		for (SimulatedNode node : live()) {
			Insight insight = node.insight();
			NodeId leader = (insight != null) ? Leader.of(insight.tables().members(), insight.verdict().unreachable())
					: null;
			if (leader != null) {
				return List.of(SimulatedCluster.indexOf(leader.address()));
			}
		}
		return List.of();
	}

	@Override
	public List<Integer> group(String name) {
		return this.named.group(name);
	}

}
