package io.clusterboot.simulator.world;

import java.io.Serial;

/**
 * A condition that a simulated cluster had to reach within a time, and did not.
 */
public final class ConditionNotReached extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	ConditionNotReached(String message) {
		super(message);
	}

}
