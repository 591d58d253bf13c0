package io.clusterboot.benchmarks.membership;

import java.util.Locale;

/**
 * What can be measured, in the order in which it is.
 */
public enum Measure {

	/** From the start of all nodes until each sees all as full members. */
	FORMATION,

	/** What the cluster costs when nothing happens. */
	IDLE,

	/** How often members are suspected though all of them run. */
	STEADY,

	/** From the call of one node's goodbye until no other one lists it. */
	LEAVE,

	/** From SIGKILL of a member's process until all others report it. */
	CRASH,

	/** From SIGSTOP of a member's process until all others report it. */
	SILENT;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
