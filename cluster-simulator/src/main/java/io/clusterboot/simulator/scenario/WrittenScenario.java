package io.clusterboot.simulator.scenario;

import java.util.List;

import io.clusterboot.simulator.schedule.Schedule;

/**
 * A schedule that somebody wrote.
 *
 * @param schedule the schedule as written
 */
public record WrittenScenario(Schedule schedule) implements Scenario {

	@Override
	public String name() {
		return this.schedule.name();
	}

	@Override
	public String description() {
		return this.schedule.description();
	}

	@Override
	public int nodes() {
		return this.schedule.nodes();
	}

	@Override
	public List<Integer> sizes() {
		return this.schedule.sizes();
	}

	@Override
	public boolean isRandom() {
		return false;
	}

	@Override
	public Schedule schedule(long seed, int nodes, long millis) {
		Schedule sized = (nodes > 0) ? this.schedule.withNodes(nodes) : this.schedule;
		boolean measures = sized.measureFrom() > 0;
		sized = sized.withWire(sized.wire() && (measures || sized.nodes() <= Schedule.MOST_ENCODED));
		return (millis > 0) ? sized.withMillis(millis) : sized;
	}

}
