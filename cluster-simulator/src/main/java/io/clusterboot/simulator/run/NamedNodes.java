package io.clusterboot.simulator.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.simulator.schedule.Population;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.SimulatedCluster;

/**
 * The seed nodes and groups of a schedule: what is chosen before anything runs.
 */
final class NamedNodes implements Population {

	private final long seed;

	private final int size;

	private final List<Integer> seeds;

	private final Map<String, List<Integer>> groups = new HashMap<>();

	NamedNodes(Schedule schedule, long seed) {
		this.seed = seed;
		this.size = schedule.nodes();
		this.seeds = choose(schedule.seedNodes());
		schedule.groups()
			.forEach((name, selector) -> this.groups.put(name,
					selector.choose(this, random(seed, "group " + name, 0), List.of(), 0)));
	}

	/**
	 * What is random depends on the seed and the purpose only, so that a schedule with a
	 * fault less makes the same choices for the others.
	 */
	static Random random(long seed, String purpose, int round) {
		return new Random(seed * 1_000_003 + purpose.hashCode() * 31L + round);
	}

	List<Integer> choose(Selector selector) {
		return selector.choose(this, random(this.seed, selector.text(), 0), List.of(), 0);
	}

	List<NodeAddress> addresses(Selector selector) {
		return choose(selector).stream().map(SimulatedCluster::address).toList();
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public boolean isRunning(int node) {
		return false;
	}

	@Override
	public List<Integer> seeds() {
		return this.seeds;
	}

	@Override
	public List<Integer> removed() {
		return List.of();
	}

	@Override
	public List<Integer> leader() {
		return List.of();
	}

	@Override
	public List<Integer> group(String name) {
		return this.groups.getOrDefault(name, List.of());
	}

}
