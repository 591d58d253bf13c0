package io.clusterboot.joining;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeAddress;

/**
 * What is in the way at each seed node.
 */
final class Obstacles {

	private final Map<NodeAddress, String> problems = new TreeMap<>();

	void at(NodeAddress seed, String problem) {
		this.problems.put(seed, problem);
	}

	void overcome(NodeAddress seed) {
		this.problems.remove(seed);
	}

	/** One line for each seed with a problem, for an operator. */
	List<String> inWords() {
		return this.problems.entrySet()
			.stream()
			.map((entry) -> "seed node " + entry.getKey() + ": " + entry.getValue())
			.toList();
	}

}
