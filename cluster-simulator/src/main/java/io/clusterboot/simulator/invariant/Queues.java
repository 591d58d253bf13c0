package io.clusterboot.simulator.invariant;

import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.Tables;

/**
 * Invariant 13: what waits on a link is bounded, and a cluster in which nothing changes
 * exchanges little, whatever its size.
 */
final class Queues implements Listener {

	/** What a real link holds at most: four frames of the largest size. */
	private static final long MOST_BYTES = 4 << 20;

	/** Nothing must have changed for so long. */
	private static final long QUIET = 15_000;

	private static final long LOOK = 10_000;

	/** Twenty neighbours, a probe or an answer each, and the same again for the rest. */
	private static final long FRAMES_A_SECOND = 80;

	private long changedAt;

	private long lookedAt;

	private long framesThen;

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void disturbed(String what) {
		this.changedAt = Long.MAX_VALUE;
	}

	@Override
	public void resumed(SimulatedNode node) {
		this.changedAt = node.cluster().now();
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		this.changedAt = node.cluster().now();
	}

	@Override
	public void settled(SimulatedNode node) {
		long now = node.cluster().now();
		if (node.cluster().network().isDisturbed()) {
			this.changedAt = now;
		}
		if (now - this.lookedAt < LOOK) {
			return;
		}
		long bytes = node.cluster().network().traffic().maxQueueBytes();
		if (bytes > MOST_BYTES) {
			throw new InvariantViolation(13, bytes + " bytes waited on one link");
		}
		long frames = node.cluster().network().traffic().frames();
		long most = FRAMES_A_SECOND * node.cluster().setup().nodes().size() * (now - this.lookedAt) / 1000;
		if (this.lookedAt - this.changedAt > QUIET && frames - this.framesThen > most) {
			throw new InvariantViolation(13, (frames - this.framesThen) + " frames in " + (now - this.lookedAt)
					+ " ms in which nothing changed");
		}
		this.lookedAt = now;
		this.framesThen = frames;
	}

}
