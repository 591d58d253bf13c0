package io.clusterboot.simulator.run;

import java.util.BitSet;

import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.simulator.world.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * What a running node sends a second, from some time on.
 */
final class Shares implements Listener {

	private final SimulatedCluster world;

	private final BitSet running = new BitSet();

	private long nodeMillis;

	private long since;

	private long bytesBefore;

	private long framesBefore;

	Shares(SimulatedCluster world) {
		this.world = world;
		this.since = world.now();
	}

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void started(SimulatedNode node) {
		count();
		this.running.set(node.index());
	}

	@Override
	public void ended(SimulatedNode node, Output.@Nullable Terminated end) {
		if (!node.isRunning()) {
			count();
			this.running.clear(node.index());
		}
	}

	private void count() {
		this.nodeMillis += this.running.cardinality() * (this.world.now() - this.since);
		this.since = this.world.now();
	}

	void begin() {
		count();
		this.nodeMillis = 0;
		this.bytesBefore = traffic().bytes();
		this.framesBefore = traffic().frames();
	}

	double bytesPerNodePerSecond() {
		return perSecond(traffic().bytes() - this.bytesBefore);
	}

	double framesPerNodePerSecond() {
		return perSecond(traffic().frames() - this.framesBefore);
	}

	private double perSecond(long amount) {
		count();
		return (this.nodeMillis > 0) ? Math.round(amount * 100_000.0 / this.nodeMillis) / 100.0 : 0;
	}

	private Traffic traffic() {
		return this.world.network().traffic();
	}

}
