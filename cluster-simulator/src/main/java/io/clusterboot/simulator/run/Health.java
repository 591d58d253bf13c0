package io.clusterboot.simulator.run;

import java.util.Arrays;
import java.util.List;

/**
 * Which nodes faults touch now, or touched lately.
 */
final class Health {

	/**
	 * So long after a fault its effects are not held against anybody: connections that a
	 * cut broke are found out to be broken for 15 s.
	 */
	static final long AFTERMATH = 15_000;

	private final int[] active;

	private final long[] last;

	Health(int nodes) {
		this.active = new int[nodes];
		this.last = new long[nodes];
		Arrays.fill(this.last, -AFTERMATH);
	}

	void begin(List<Integer> nodes) {
		nodes.forEach((node) -> this.active[node]++);
	}

	void end(List<Integer> nodes, long now) {
		for (int node : nodes) {
			this.active[node]--;
			this.last[node] = now;
		}
	}

	void touch(int node, long now) {
		this.last[node] = now;
	}

	boolean isUntouched(int node, long now) {
		return this.active[node] == 0 && now - this.last[node] >= AFTERMATH;
	}

}
