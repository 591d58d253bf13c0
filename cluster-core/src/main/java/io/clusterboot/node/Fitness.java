package io.clusterboot.node;

import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.detection.LocalHealth;
import io.clusterboot.detection.PauseGuard;

/**
 * How far this node may trust what it hears, and does not hear. Without local health it
 * trusts itself always. Times are monotonic ms.
 */
final class Fitness {

	private final FailureDetectorSettings settings;

	private final PauseGuard pauseGuard;

	private final LocalHealth health = new LocalHealth();

	/** When the health last changed, or was looked at. */
	private long healthAt;

	/** When it was last unheard. */
	private long unheardAt = Long.MIN_VALUE / 2;

	Fitness(FailureDetectorSettings settings, long now) {
		this.settings = settings;
		this.pauseGuard = new PauseGuard(settings.heartbeatInterval().toMillis(), now);
		this.healthAt = now;
	}

	/** This node runs, and had wanted to at the latest when it was due: its pause. */
	long awake(long now, long due) {
		return this.pauseGuard.observe(now, due);
	}

	/** What this node hears with was late: the pause that makes. */
	long late(long millis, long now) {
		return this.pauseGuard.late(now, millis);
	}

	/** Whether it doubts itself at all. */
	boolean isDoubted() {
		return this.settings.localHealth();
	}

	/** It was not there for a while. */
	void paused(long pause, long now) {
		worsen((int) Math.min(LocalHealth.MAY_NOT_START, 1 + pause / 1000), now);
	}

	/**
	 * Nobody answered whom it asked. Once an interval, as with the single probe a period
	 * of Lifeguard, however many it asks about: who has lost most of its neighbours at
	 * once asks about all of them.
	 */
	void unheard(long now) {
		if (isDoubted() && now - this.unheardAt >= interval()) {
			this.unheardAt = now;
			worsen(1, now);
		}
	}

	private void worsen(int by, long now) {
		this.health.worsen(by);
		this.healthAt = now;
	}

	/** Gets better with time. */
	void tick(long now) {
		if (now - this.healthAt >= interval()) {
			this.healthAt = now;
			this.health.improve();
		}
	}

	/** When it may have got better. */
	long deadline() {
		return (this.health.score() > 0) ? this.healthAt + interval() : Long.MAX_VALUE;
	}

	/** Whether it is well enough to be the first one to accuse somebody. */
	boolean mayStartAccusation() {
		return this.health.mayStartAccusation();
	}

	/** Until when it suspects nobody, as it was stopped. */
	long quietUntil() {
		return isDoubted() ? this.pauseGuard.quietUntil() : Long.MIN_VALUE;
	}

	/** How long a subject may be silent, in ms: the longer the worse this node is. */
	long acceptablePause() {
		return this.health.stretch(this.settings.acceptablePause().toMillis());
	}

	private long interval() {
		return this.settings.heartbeatInterval().toMillis();
	}

}
