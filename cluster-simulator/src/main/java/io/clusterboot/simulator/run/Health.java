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

	private final int[] disturbed;

	private final long[] lastDisturbed;

	Health(int nodes) {
		this.active = new int[nodes];
		this.last = new long[nodes];
		this.disturbed = new int[nodes];
		this.lastDisturbed = new long[nodes];
		Arrays.fill(this.last, -AFTERMATH);
		Arrays.fill(this.lastDisturbed, -AFTERMATH);
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

	/** The network of these nodes is disturbed, beside whatever else there is. */
	void disturb(List<Integer> nodes) {
		begin(nodes);
		nodes.forEach((node) -> this.disturbed[node]++);
	}

	void calm(List<Integer> nodes, long now) {
		end(nodes, now);
		for (int node : nodes) {
			this.disturbed[node]--;
			this.lastDisturbed[node] = now;
		}
	}

	boolean isConnected(int node, long now) {
		return this.disturbed[node] == 0 && now - this.lastDisturbed[node] >= AFTERMATH;
	}

}
