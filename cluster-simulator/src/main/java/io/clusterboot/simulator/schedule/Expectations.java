package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;

/**
 * How each kind of expectation is read and written.
 */
final class Expectations {

	private static final String END = "end";

	private static final String AT_MOST = "at most ";

	private static final Map<String, Function<Entry, Expectation>> KINDS = kinds();

	private Expectations() {
	}

	private static Map<String, Function<Entry, Expectation>> kinds() {
		Map<String, Function<Entry, Expectation>> kinds = new LinkedHashMap<>();
		kinds.put("agreed", (entry) -> new Moment.Agreed(entry.selector("agreed")));
		kinds.put("members", Expectations::members);
		kinds.put("up", (entry) -> new Moment.Up(entry.selector("up")));
		kinds.put("removed", (entry) -> new Moment.Removed(entry.selector("removed")));
		kinds.put("stopped", (entry) -> new Moment.Stopped(entry.selector("stopped")));
		kinds.put("unreachable", (entry) -> new Moment.Unreachable(entry.selector("unreachable")));
		kinds.put("suspected", Expectations::suspected);
		kinds.put("clusters", (entry) -> new Moment.Clusters(count(entry, "clusters")));
		kinds.put("survivors", Expectations::survivors);
		kinds.put("statuses",
				(entry) -> new Moment.Statuses(
						new LinkedHashSet<>(entry.list("statuses", (text) -> Entry.choice(MemberStatus.class, text))),
						entry.selector("of")));
		kinds.put("never-unreachable", (entry) -> new Always.NeverUnreachable(entry.selector("never-unreachable"),
				entry.selector("seen-by", Selector.ALL)));
		kinds.put("never-down", (entry) -> new Always.NeverDown(entry.selector("never-down")));
		kinds.put("downed", (entry) -> new Always.Downed(entry.selector("downed")));
		kinds.put("downed-at-most",
				(entry) -> new Always.DownedAtMost(count(entry, "downed-at-most"), entry.selector("of")));
		kinds.put("accuses-nobody", (entry) -> new Always.AccusesNobody(entry.selector("accuses-nobody")));
		kinds.put("batches", (entry) -> new Always.Batches(count(entry, "batches"), entry.selector("of")));
		kinds.put("leaderless", (entry) -> new Always.Leaderless(entry.time("leaderless")));
		kinds.put("agreement", (entry) -> new Always.AgreementWithin(entry.time("agreement")));
		kinds.put("detection", (entry) -> new Always.DetectionWithin(entry.time("detection")));
		kinds.put("queue", (entry) -> new Always.Queue(entry.read("queue", Quantities::bytes, null)));
		kinds.put("sizes", (entry) -> new Always.Sizes(count(entry, "sizes")));
		kinds.put("false-positives", (entry) -> new Always.FalsePositives(count(entry, "false-positives")));
		return kinds;
	}

	private static int count(Entry entry, String name) {
		return entry.read(name, Entry::number, null);
	}

	private static Expectation members(Entry entry) {
		String text = entry.text("members");
		return text.matches("\\d+") ? new Moment.MemberCount(count(entry, "members"))
				: new Moment.Members(entry.selector("members"));
	}

	private static Expectation suspected(Entry entry) {
		Evidence evidence = entry.has("evidence")
				? entry.read("evidence", (text) -> Entry.choice(Evidence.class, text), null) : null;
		return new Moment.Suspected(entry.selector("suspected"), evidence);
	}

	private static Expectation survivors(Entry entry) {
		String text = entry.text("survivors");
		boolean atMost = text.startsWith(AT_MOST);
		int most = entry.read("survivors", (value) -> Entry.number(atMost ? value.substring(AT_MOST.length()) : value),
				null);
		List<Selector> sides = entry.list("of", Selector::parse);
		if (sides.size() < 2) {
			throw new InvalidScheduleException(entry.line(), "'survivors' needs 'of' with the sides, at least two");
		}
		return new Moment.Survivors(atMost ? 0 : most, most, sides);
	}

	static Expected read(Entry entry) {
		List<String> kinds = new ArrayList<>(KINDS.keySet());
		kinds.retainAll(entry.names());
		if (kinds.isEmpty()) {
			throw new InvalidScheduleException(entry.line(),
					"no expectation among " + entry.names() + ", known are " + new TreeSet<>(KINDS.keySet()));
		}
		if (kinds.size() > 1) {
			throw new InvalidScheduleException(entry.line(), "one item is one expectation, not " + kinds);
		}
		Expectation expectation = Objects.requireNonNull(KINDS.get(kinds.get(0))).apply(entry);
		Expected expected;
		if (expectation instanceof Moment) {
			expected = new Expected(expectation, entry.read("at", Expectations::moment, null), entry.time("within", 0),
					Expected.END);
		}
		else {
			expected = new Expected(expectation, entry.time("from", 0), 0,
					entry.read("until", Expectations::moment, Expected.END));
		}
		entry.done();
		return expected;
	}

	private static Long moment(String text) {
		if (text.equals(END)) {
			return Expected.END;
		}
		long millis = Quantities.millis(text);
		if (millis < 0) {
			throw new InvalidScheduleException("'" + text + "' must not be negative");
		}
		return millis;
	}

	static Map<String, Object> write(Expected expected) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put(expected.expectation().kind(), expected.expectation().value());
		fields.putAll(expected.expectation().details());
		if (expected.expectation() instanceof Moment) {
			fields.put("at", moment(expected.at()));
			if (expected.within() > 0) {
				fields.put("within", Quantities.duration(expected.within()));
			}
			return fields;
		}
		if (expected.at() > 0) {
			fields.put("from", Quantities.duration(expected.at()));
		}
		if (expected.until() != Expected.END) {
			fields.put("until", Quantities.duration(expected.until()));
		}
		return fields;
	}

	private static String moment(long millis) {
		return (millis == Expected.END) ? END : Quantities.duration(millis);
	}

}
