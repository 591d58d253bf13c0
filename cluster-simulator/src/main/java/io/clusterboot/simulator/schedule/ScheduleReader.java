package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.InvalidSettingException;

/**
 * Reads a schedule from YAML.
 */
public final class ScheduleReader {

	private static final long MINUTE = 60_000;

	private final Entry entry;

	private final int nodes;

	private final Map<String, Selector> groups = new LinkedHashMap<>();

	private ScheduleReader(Entry entry) {
		this.entry = entry;
		this.nodes = entry.number("nodes", 5);
	}

	/**
	 * Reads a schedule.
	 * @param yaml the text
	 * @return the schedule
	 * @throws InvalidScheduleException if it says something that cannot be played; its
	 * message begins with the line
	 */
	public static Schedule read(String yaml) {
		ScheduleReader reader = new ScheduleReader(new Entry(Yaml.parse(yaml)));
		return at(reader.entry.line(), reader::schedule);
	}

	private Schedule schedule() {
		this.entry.map("groups")
			.forEach(
					(name, text) -> this.groups.put(name, at(this.entry.lineOf("groups"), () -> Selector.parse(text))));
		Map<String, String> settings = settings(this.entry.lineOf("settings"), this.entry.map("settings"));
		List<SettingsOf> settingsOf = new ArrayList<>();
		this.entry.entries("settings-of").forEach((item) -> settingsOf.add(settingsOf(item)));
		List<TimedFault> faults = new ArrayList<>();
		this.entry.entries("faults").forEach((item) -> faults.add(fault(item)));
		List<Expected> expectations = new ArrayList<>();
		this.entry.entries("expectations").forEach((item) -> expectations.add(expectation(item)));
		Schedule schedule = new Schedule(this.entry.text("name"), this.entry.text("description", ""), this.nodes,
				this.entry.list("sizes", Entry::number),
				this.entry.selector("seed-nodes", Schedule.seeds(Math.max(1, this.nodes))),
				this.entry.selector("started", Selector.ALL), startSpread(), duration(),
				this.entry.time("measure-from", 0), this.entry.time("measure-until", 0),
				this.entry.read("wire", Entry::yesOrNo, true), settings, settingsOf, this.groups, faults, expectations);
		this.entry.done();
		return schedule;
	}

	private Spread startSpread() {
		return this.entry.has("started-scatter") ? new Spread(this.entry.time("started-scatter"), true)
				: new Spread(this.entry.time("started-over", 0), false);
	}

	private long duration() {
		if (this.entry.has("minutes")) {
			return this.entry.number("minutes", 1) * MINUTE;
		}
		return this.entry.time("duration", MINUTE);
	}

	private TimedFault fault(Entry item) {
		TimedFault fault = Faults.read(item);
		return at(item.line(), () -> {
			Checks.check(this.nodes, this.groups, List.of(), List.of(), List.of(fault), List.of());
			return fault;
		});
	}

	private Expected expectation(Entry item) {
		Expected expected = Expectations.read(item);
		return at(item.line(), () -> {
			Checks.check(this.nodes, this.groups, List.of(), List.of(), List.of(), List.of(expected));
			return expected;
		});
	}

	private static SettingsOf settingsOf(Entry item) {
		Selector whom = item.selector("nodes");
		Selector seeds = item.has("seed-nodes") ? item.selector("seed-nodes") : null;
		Map<String, String> settings = settings(item.line(), item.map("settings"));
		item.done();
		return new SettingsOf(whom, seeds, settings);
	}

	private static Map<String, String> settings(int line, Map<String, String> settings) {
		return at(line, () -> {
			SettingsText.apply(ClusterSettings.builder().build(), settings);
			return settings;
		});
	}

	private static <T> T at(int line, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (InvalidScheduleException ex) {
			throw ex.at(line);
		}
		catch (InvalidSettingException ex) {
			throw new InvalidScheduleException(line, String.valueOf(ex.getMessage()));
		}
	}

}
