package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides a run, but its seed. Immutable. Times are virtual ms since the
 * run began.
 *
 * @param name its name
 * @param description in one line, what it shows
 * @param nodes how many nodes there are; 1 to 20,000
 * @param sizes other numbers of nodes with which it makes sense
 * @param seedNodes the seed nodes, which all nodes list
 * @param started who is started when the run begins
 * @param startSpread how these starts are spread
 * @param millis how long the run is
 * @param measureFrom from when on traffic is counted
 * @param measureUntil until when it is counted; 0 for the end of the run
 * @param wire whether every frame passes the real encoding, so that bytes are counted
 * @param settings text by {@code cluster.*} property, for all nodes
 * @param settingsOf the same for some nodes
 * @param groups named groups of nodes, chosen once when the run begins; a group may use
 * those before it
 * @param faults what goes wrong
 * @param expectations what is expected
 */
public record Schedule(String name, String description, int nodes, List<Integer> sizes, Selector seedNodes,
		Selector started, Spread startSpread, long millis, long measureFrom, long measureUntil, boolean wire,
		Map<String, String> settings, List<SettingsOf> settingsOf, Map<String, Selector> groups,
		List<TimedFault> faults, List<Expected> expectations) {

	/**
	 * With more nodes frames are encoded only while bytes are measured, and a little
	 * before: it takes long.
	 */
	public static final int MOST_ENCODED = 200;

	private static final int MOST_NODES = 20_000;

	/**
	 * Creates a schedule.
	 * @throws InvalidScheduleException if a node or group does not exist, or a time lies
	 * behind the end
	 */
	public Schedule {
		sizes = List.copyOf(sizes);
		settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
		settingsOf = List.copyOf(settingsOf);
		groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
		faults = List.copyOf(faults);
		expectations = List.copyOf(expectations);
		if (nodes < 1 || nodes > MOST_NODES) {
			throw new InvalidScheduleException("'nodes' must be between 1 and " + MOST_NODES + ", not " + nodes);
		}
		if (millis <= 0) {
			throw new InvalidScheduleException("'duration' must be more than 0");
		}
		if (measureUntil != 0 && measureUntil <= measureFrom) {
			throw new InvalidScheduleException("'measure-until' must be later than 'measure-from'");
		}
		Checks.check(nodes, groups, List.of(seedNodes, started), settingsOf, faults, expectations);
		Checks.times(millis, faults, expectations);
	}

	/**
	 * A schedule in which nothing goes wrong.
	 * @param name its name
	 * @param nodes how many nodes there are; the first three are seed nodes
	 * @param millis how long the run is
	 * @return the schedule
	 */
	public static Schedule quiet(String name, int nodes, long millis) {
		return new Schedule(name, "", nodes, List.of(), seeds(nodes), Selector.ALL, Spread.NONE, millis, 0, 0, true,
				Map.of(), List.of(), Map.of(), List.of(), List.of());
	}

	static Selector seeds(int nodes) {
		return Selector.parse((nodes < 3) ? "[0-" + (nodes - 1) + "]" : "[0-2]");
	}

	/**
	 * The same with another number of nodes.
	 * @param count how many
	 * @return the schedule
	 * @throws InvalidScheduleException if it names nodes that are then missing
	 */
	public Schedule withNodes(int count) {
		Selector seeds = this.seedNodes.equals(seeds(this.nodes)) ? seeds(count) : this.seedNodes;
		return new Schedule(this.name, this.description, count, this.sizes, seeds, this.started, this.startSpread,
				this.millis, this.measureFrom, this.measureUntil, this.wire, this.settings, this.settingsOf,
				this.groups, this.faults, this.expectations);
	}

	/**
	 * The same with another length.
	 * @param duration how long, in ms
	 * @return the schedule
	 * @throws InvalidScheduleException if something happens later than that
	 */
	public Schedule withMillis(long duration) {
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, duration, Math.min(this.measureFrom, duration / 2),
				Math.min(this.measureUntil, duration), this.wire, this.settings, this.settingsOf, this.groups,
				this.faults, this.expectations);
	}

	/**
	 * The same with more settings, which win over those of all nodes.
	 * @param more text by property
	 * @return the schedule
	 */
	public Schedule withSettings(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.settings);
		more.forEach((name, value) -> {
			all.keySet().removeIf((old) -> Entry.canonical(old).equals(Entry.canonical(name)));
			all.put(name, value);
		});
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, this.millis, this.measureFrom, this.measureUntil, this.wire, all, this.settingsOf,
				this.groups, this.faults, this.expectations);
	}

	/**
	 * The same with other settings that only some nodes have.
	 * @param other the settings
	 * @return the schedule
	 * @throws InvalidScheduleException if a node does not exist
	 */
	public Schedule withSettingsOf(List<SettingsOf> other) {
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, this.millis, this.measureFrom, this.measureUntil, this.wire, this.settings, other,
				this.groups, this.faults, this.expectations);
	}

	/**
	 * The same with or without the real encoding.
	 * @param encoded whether every frame passes it
	 * @return the schedule
	 */
	public Schedule withWire(boolean encoded) {
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, this.millis, this.measureFrom, this.measureUntil, encoded, this.settings,
				this.settingsOf, this.groups, this.faults, this.expectations);
	}

	/**
	 * The same with other faults.
	 * @param other the faults
	 * @return the schedule
	 */
	public Schedule withFaults(List<TimedFault> other) {
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, this.millis, this.measureFrom, this.measureUntil, this.wire, this.settings,
				this.settingsOf, this.groups, other, this.expectations);
	}

	/**
	 * The same with other expectations.
	 * @param other the expectations
	 * @return the schedule
	 */
	public Schedule withExpectations(List<Expected> other) {
		return new Schedule(this.name, this.description, this.nodes, this.sizes, this.seedNodes, this.started,
				this.startSpread, this.millis, this.measureFrom, this.measureUntil, this.wire, this.settings,
				this.settingsOf, this.groups, this.faults, other);
	}

	/**
	 * How long the run can be at most: an expectation for the end may take its time.
	 * @return the time in ms, at least {@link #millis()}
	 */
	public long latestEnd() {
		long latest = this.millis;
		for (Expected expected : this.expectations) {
			long at = (expected.at() == Expected.END) ? this.millis : expected.at();
			latest = Math.max(latest, at + expected.within());
		}
		return latest;
	}

	/**
	 * All kinds of faults in it.
	 * @return the names, each once, in order of their first appearance
	 */
	public List<String> kindsOfFaults() {
		return new ArrayList<>(new LinkedHashSet<>(this.faults.stream().map((timed) -> timed.fault().kind()).toList()));
	}

}
