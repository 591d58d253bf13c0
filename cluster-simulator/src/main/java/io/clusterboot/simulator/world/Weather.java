package io.clusterboot.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How the network is between any two nodes now: what is cut, how long a segment takes.
 * Loss shows itself as TCP shows it: as a retransmission after 200 ms, doubling (RFC
 * 6298, with Linux's least time-out).
 */
final class Weather {

	/** A connection on which nothing was acknowledged for so long is reset. */
	static final long RESET_AFTER = 15_000;

	private static final long RETRANSMISSION = 200;

	private final SplittableRandom random;

	private final List<Disturbance> disturbances = new ArrayList<>();

	private long least = 0;

	private long most = 2;

	Weather(SplittableRandom random) {
		this.random = random;
	}

	void latency(long least, long most) {
		this.least = least;
		this.most = most;
	}

	List<Disturbance> disturbances() {
		return this.disturbances;
	}

	boolean isCut(SimulatedNode from, SimulatedNode to) {
		for (Disturbance disturbance : this.disturbances) {
			if (disturbance.kind() == Disturbance.Kind.CUT && disturbance.concerns(from.index(), to.index())) {
				return true;
			}
		}
		return false;
	}

	/** Whether nothing can get from one to the other and be acknowledged. */
	boolean isBroken(SimulatedNode one, SimulatedNode other) {
		return !this.disturbances.isEmpty() && (isCut(one, other) || isCut(other, one));
	}

	/** The delay of one segment, retransmissions included. */
	long delay(SimulatedNode from, SimulatedNode to) {
		long delay = this.least + this.random.nextLong(this.most - this.least + 1);
		for (Disturbance disturbance : this.disturbances) {
			if (disturbance.concerns(from.index(), to.index())) {
				delay += extra(disturbance);
			}
		}
		return delay;
	}

	private long extra(Disturbance disturbance) {
		if (disturbance.kind() == Disturbance.Kind.DELAY) {
			return disturbance.least() + this.random.nextLong(disturbance.most() - disturbance.least() + 1);
		}
		long extra = 0;
		if (disturbance.kind() == Disturbance.Kind.LOSS) {
			long retransmission = RETRANSMISSION;
			while (extra < RESET_AFTER && this.random.nextDouble() < disturbance.rate()) {
				extra += retransmission;
				retransmission *= 2;
			}
		}
		return extra;
	}

	/** Bytes a second that a receiver takes in; 0 for no limit. */
	long receptionRate(SimulatedNode to) {
		for (Disturbance disturbance : this.disturbances) {
			if (disturbance.kind() == Disturbance.Kind.SLOW_RECEIVER && disturbance.concernsReceiver(to.index())) {
				return disturbance.most();
			}
		}
		return 0;
	}

}
