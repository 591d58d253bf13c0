package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.simulator.schedule.NetworkFault.Traffic;

/**
 * How each kind of fault is read. The other way is {@link Fault#details()}.
 */
final class Faults {

	private static final Map<String, Function<Entry, Fault>> KINDS = kinds();

	private Faults() {
	}

	private static Map<String, Function<Entry, Fault>> kinds() {
		Map<String, Function<Entry, Fault>> kinds = new LinkedHashMap<>();
		kinds.put("start", (entry) -> new NodeFault.Start(entry.selector("start"), Spread.read(entry)));
		kinds.put("crash", (entry) -> new NodeFault.Crash(entry.selector("crash"), Spread.read(entry)));
		kinds.put("restart", (entry) -> new NodeFault.Restart(entry.selector("restart"), entry.time("after", 0),
				entry.read("leaves", Entry::yesOrNo, false), Spread.read(entry)));
		kinds.put("leave", (entry) -> new NodeFault.Leave(entry.selector("leave"), Spread.read(entry)));
		kinds.put("down", (entry) -> new NodeFault.Down(entry.selector("down"), entry.selector("by")));
		kinds.put("pause", (entry) -> new NodeFault.Pause(entry.selector("pause")));
		kinds.put("slow", (entry) -> new NodeFault.Slow(entry.selector("slow"), entry.time("per-input")));
		kinds.put("stall", Faults::stall);
		kinds.put("clock-jump", (entry) -> new NodeFault.ClockJump(entry.selector("clock-jump"), entry.millis("by")));
		kinds.put("cut", (entry) -> new NetworkFault.Cut(Traffic.read(entry, "cut")));
		kinds.put("loss", (entry) -> new NetworkFault.Loss(Traffic.read(entry, "loss"),
				entry.read("rate", Quantities::share, null)));
		kinds.put("delay", Faults::delay);
		kinds.put("resets", (entry) -> new NetworkFault.Resets(Traffic.read(entry, "resets"), positive(entry, "mean")));
		kinds.put("slow-receiver", (entry) -> new NetworkFault.SlowReceiver(entry.selector("slow-receiver"),
				entry.read("bytes-per-second", Quantities::bytes, null)));
		kinds.put("replay", (entry) -> new NodeFault.Replay(entry.selector("replay")));
		return kinds;
	}

	private static Fault stall(Entry entry) {
		NodeFault.Stall stall = new NodeFault.Stall(entry.selector("stall"), positive(entry, "min"),
				positive(entry, "max"), positive(entry, "min-gap"), positive(entry, "max-gap"));
		ordered(entry, stall.minMillis(), stall.maxMillis());
		ordered(entry, stall.minGapMillis(), stall.maxGapMillis());
		return stall;
	}

	private static Fault delay(Entry entry) {
		NetworkFault.Delay delay = new NetworkFault.Delay(Traffic.read(entry, "delay"), entry.time("min", 0),
				entry.time("max"));
		ordered(entry, delay.minMillis(), delay.maxMillis());
		return delay;
	}

	private static void ordered(Entry entry, long least, long most) {
		if (least > most) {
			throw new InvalidScheduleException(entry.line(), "the least, " + Quantities.duration(least)
					+ ", is more than the most, " + Quantities.duration(most));
		}
	}

	private static long positive(Entry entry, String name) {
		long millis = entry.time(name);
		if (millis == 0) {
			throw new InvalidScheduleException(entry.lineOf(name), "'" + name + "' must be more than 0");
		}
		return millis;
	}

	static TimedFault read(Entry entry) {
		List<String> kinds = new ArrayList<>(KINDS.keySet());
		kinds.retainAll(entry.names());
		if (kinds.isEmpty()) {
			throw new InvalidScheduleException(entry.line(),
					"no fault among " + entry.names() + ", known are " + new TreeSet<>(KINDS.keySet()));
		}
		if (kinds.size() > 1) {
			throw new InvalidScheduleException(entry.line(), "one item is one fault, not " + kinds);
		}
		Fault fault = Objects.requireNonNull(KINDS.get(kinds.get(0))).apply(entry);
		TimedFault timed = new TimedFault(fault, entry.time("at"), entry.time("for", 0), entry.time("every", 0),
				entry.number("times", 0));
		entry.done();
		try {
			timed.check();
		}
		catch (InvalidScheduleException ex) {
			throw ex.at(entry.line());
		}
		return timed;
	}

	static Map<String, Object> write(TimedFault timed) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put(timed.fault().kind(), timed.fault().nodes().text());
		fields.putAll(new TreeMap<>(timed.fault().details()));
		fields.put("at", Quantities.duration(timed.at()));
		if (timed.lasting() > 0) {
			fields.put("for", Quantities.duration(timed.lasting()));
		}
		if (timed.every() > 0) {
			fields.put("every", Quantities.duration(timed.every()));
		}
		if (timed.times() > 0) {
			fields.put("times", timed.times());
		}
		return fields;
	}

}
