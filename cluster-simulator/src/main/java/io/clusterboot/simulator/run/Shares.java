package io.clusterboot.simulator.run;

import java.util.BitSet;

import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.simulator.world.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * What a running node sends a second, in some time.
 */
final class Shares implements Listener {

	private final SimulatedCluster world;

	private final BitSet running = new BitSet();

	private long nodeMillis;

	private long since;

	private long bytesBefore;

	private long framesBefore;

	private boolean over;

	private long bytes;

	private long frames;

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
		if (this.over) {
			return;
		}
		this.nodeMillis += this.running.cardinality() * (this.world.now() - this.since);
		this.since = this.world.now();
	}

	void begin() {
		count();
		this.nodeMillis = 0;
		this.bytesBefore = traffic().bytes();
		this.framesBefore = traffic().frames();
	}

	/** What is sent from now on does not count. */
	void end() {
		if (!this.over) {
			count();
			this.bytes = traffic().bytes() - this.bytesBefore;
			this.frames = traffic().frames() - this.framesBefore;
			this.over = true;
		}
	}

	double bytesPerNodePerSecond() {
		return perSecond(this.bytes);
	}

	double framesPerNodePerSecond() {
		return perSecond(this.frames);
	}

	private double perSecond(long amount) {
		return (this.nodeMillis > 0) ? Math.round(amount * 100_000.0 / this.nodeMillis) / 100.0 : 0;
	}

	private Traffic traffic() {
		return this.world.network().traffic();
	}

}
