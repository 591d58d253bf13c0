package io.clusterboot.simulator.scenario;

import java.util.List;

import io.clusterboot.simulator.random.RandomSchedules;
import io.clusterboot.simulator.schedule.Schedule;

/**
 * Schedules that are drawn at random, another one for each seed.
 *
 * @param name its name
 * @param description what it shows
 * @param drawn draws a schedule
 */
record DrawnScenario(String name, String description, Draw drawn) implements Scenario {

	/** Draws a schedule. */
	@FunctionalInterface
	interface Draw {

		Schedule draw(String name, long seed, int nodes, long millis);

	}

	@Override
	public int nodes() {
		return 0;
	}

	@Override
	public List<Integer> sizes() {
		return List.of();
	}

	@Override
	public boolean isRandom() {
		return true;
	}

	@Override
	public Schedule schedule(long seed, int nodes, long millis) {
		return this.drawn.draw(this.name, seed, nodes, (millis > 0) ? millis : RandomSchedules.MILLIS);
	}

}
