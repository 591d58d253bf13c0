package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.clusterboot.node.Input;

/**
 * When a process has its turns. What arrives in the same ms, or while it is busy, waits
 * and is handled in one turn, as a real event loop does it; an eager process handles each
 * input as it comes.
 */
final class Turns {

	/** More turns than this without time passing are a node that never rests. */
	private static final int MOST_AT_ONCE = 1000;

	private final SimulatedCluster cluster;

	private final LocalClock clock;

	private final boolean eager;

	private final Worker worker;

	private final Deque<Input> inbox = new ArrayDeque<>();

	private boolean planned;

	private long busyUntil;

	private long millisPerTurn;

	private long wakeAt = Long.MAX_VALUE;

	/** Plans of an earlier process mean nothing. */
	private long process;

	private long lastTurn = -1;

	private int turnsAtOnce;

	Turns(SimulatedCluster cluster, LocalClock clock, boolean eager, Worker worker) {
		this.cluster = cluster;
		this.clock = clock;
		this.eager = eager;
		this.worker = worker;
	}

	/** A process begins, or has ended: nothing of the one before waits. */
	void reset() {
		this.process++;
		this.inbox.clear();
		this.busyUntil = 0;
		this.planned = false;
		this.wakeAt = Long.MAX_VALUE;
	}

	/** A life begins: it has not asked to be woken. */
	void forgetDeadline() {
		this.wakeAt = Long.MAX_VALUE;
	}

	void slow(long millisPerTurn) {
		this.millisPerTurn = millisPerTurn;
	}

	boolean isSlow() {
		return this.millisPerTurn > 0;
	}

	void arrive(Input input) {
		this.inbox.add(input);
		if (this.worker.isAwake()) {
			plan();
		}
	}

	/** Has a turn as soon as the process is not busy. */
	void plan() {
		if (this.planned) {
			return;
		}
		if (this.eager && this.busyUntil <= this.cluster.now()) {
			turn();
			return;
		}
		this.planned = true;
		long planner = this.process;
		this.cluster.at(this.busyUntil, () -> {
			if (planner == this.process) {
				this.planned = false;
				turn();
			}
		});
	}

	private void turn() {
		if (!this.worker.isAwake()) {
			return;
		}
		checkRest();
		long now = this.clock.at(this.cluster.now());
		// what comes meanwhile waits for the next turn
		List<Input> arrived = new ArrayList<>(this.inbox);
		this.inbox.clear();
		this.busyUntil = this.cluster.now() + this.millisPerTurn;
		this.worker.turn(arrived, now);
		if (!this.inbox.isEmpty() && this.worker.isAwake()) {
			plan();
		}
	}

	private void checkRest() {
		this.turnsAtOnce = (this.lastTurn == this.cluster.now()) ? this.turnsAtOnce + 1 : 0;
		this.lastTurn = this.cluster.now();
		if (this.turnsAtOnce > MOST_AT_ONCE) {
			throw new IllegalStateException("The node never rests: " + this.worker);
		}
	}

	/** A turn when the deadline comes; an earlier one that is planned looks again. */
	void wake(long deadline) {
		if (deadline == Long.MAX_VALUE) {
			return;
		}
		long at = Math.max(this.cluster.now(), this.clock.when(deadline));
		if (at >= this.wakeAt) {
			return;
		}
		this.wakeAt = at;
		long planner = this.process;
		this.cluster.at(at, () -> {
			if (planner == this.process && this.wakeAt == at) {
				this.wakeAt = Long.MAX_VALUE;
				wakeUp();
			}
		});
	}

	private void wakeUp() {
		if (!this.worker.isAwake() || this.planned) {
			return;
		}
		long deadline = this.worker.deadline();
		if (this.clock.at(this.cluster.now()) < deadline) {
			wake(deadline);
		}
		else if (this.busyUntil > this.cluster.now()) {
			plan();
		}
		else {
			turn();
		}
	}

	/** Who has the turns. */
	interface Worker {

		/** Whether it runs and is not paused. */
		boolean isAwake();

		/** When it wants a turn, by its own clock. */
		long deadline();

		/**
		 * Handles what has arrived, and the time.
		 * @param arrived the inputs, in order
		 * @param now the time by its own clock
		 */
		void turn(List<Input> arrived, long now);

	}

}
