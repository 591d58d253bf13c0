package io.clusterboot.simulator.schedule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold between the parts of a schedule.
 */
final class Checks {

	private Checks() {
	}

	static void check(int nodes, Map<String, Selector> groups, List<Selector> more, List<SettingsOf> settingsOf,
			List<TimedFault> faults, List<Expected> expectations) {
		Set<String> names = new LinkedHashSet<>();
		groups.forEach((name, selector) -> {
			selector.checkFor(nodes, names);
			names.add(name);
		});
		more.forEach((selector) -> selector.checkFor(nodes, names));
		for (SettingsOf settings : settingsOf) {
			settings.nodes().checkFor(nodes, names);
			if (settings.seedNodes() != null) {
				settings.seedNodes().checkFor(nodes, names);
			}
		}
		faults.forEach((timed) -> fault(timed.fault(), nodes, names));
		expectations.forEach((expected) -> expectation(expected.expectation(), nodes, names));
	}

	private static void fault(Fault fault, int nodes, Set<String> names) {
		fault.nodes().checkFor(nodes, names);
		if (fault instanceof NetworkFault network) {
			network.traffic().with().checkFor(nodes, names);
		}
		if (fault instanceof NodeFault.Down down) {
			down.by().checkFor(nodes, names);
		}
	}

	private static void expectation(Expectation expectation, int nodes, Set<String> names) {
		if (expectation instanceof Always always && always.of() != null) {
			selector(always.of().text(), nodes, names);
		}
		if (expectation instanceof Always.NeverUnreachable never) {
			selector(never.seenBy().text(), nodes, names);
		}
		if (expectation instanceof Moment moment && moment.of() != null) {
			selector(moment.of().text(), nodes, names);
		}
		if (expectation instanceof Moment.Survivors survivors) {
			survivors.sides().forEach((side) -> selector(side.text(), nodes, names));
		}
	}

	private static void selector(String text, int nodes, Set<String> names) {
		if (Selector.OTHERS.text().equals(text)) {
			throw new InvalidScheduleException(
					"'others' means the other end of a fault; in an expectation write 'not' and the name of a group");
		}
		Selector.parse(text).checkFor(nodes, names);
	}

	static void times(long millis, List<TimedFault> faults, List<Expected> expectations) {
		for (TimedFault timed : faults) {
			timed.check();
			if (timed.at() >= millis) {
				throw tooLate(timed.at(), "the fault " + timed, millis);
			}
		}
		for (Expected expected : expectations) {
			if (expected.at() != Expected.END && expected.at() > millis) {
				throw tooLate(expected.at(), "the expectation " + expected, millis);
			}
		}
	}

	private static InvalidScheduleException tooLate(long at, String what, long millis) {
		return new InvalidScheduleException(what + " comes at " + Quantities.duration(at) + ", but the run takes only "
				+ Quantities.duration(millis));
	}

}
