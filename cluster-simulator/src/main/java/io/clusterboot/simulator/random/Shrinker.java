package io.clusterboot.simulator.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.clusterboot.simulator.schedule.InvalidScheduleException;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.schedule.SettingsOf;
import io.clusterboot.simulator.schedule.TimedFault;

/**
 * Makes a schedule that fails as small as it can be and still fails: fewer faults (ddmin
 * of Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE
 * 28(2), 2002), fewer nodes, shorter faults, a shorter run. The same schedule always
 * shrinks to the same one.
 */
public final class Shrinker {

	private final Predicate<Schedule> fails;

	private int left;

	/**
	 * Creates a shrinker.
	 * @param fails whether a schedule still fails in the same way
	 * @param most how many schedules to try at most
	 */
	public Shrinker(Predicate<Schedule> fails, int most) {
		this.fails = fails;
		this.left = most;
	}

	/**
	 * Shrinks.
	 * @param failing a schedule that fails
	 * @param violatedAt when the violation was noticed, in virtual ms
	 * @return the smallest that was found, at worst the same
	 */
	public Schedule shrink(Schedule failing, long violatedAt) {
		Schedule best = truncated(failing, violatedAt);
		best = best.withFaults(fewest(best));
		best = fewerNodes(best);
		best = best.withFaults(fewest(best));
		return shorter(best);
	}

	/** Without what comes after the violation. */
	private Schedule truncated(Schedule schedule, long violatedAt) {
		List<TimedFault> before = schedule.faults().stream().filter((timed) -> timed.at() <= violatedAt).toList();
		Schedule fewer = schedule.withFaults(before);
		Schedule best = stillFails(fewer) ? fewer : schedule;
		long end = violatedAt + 1;
		if (end < best.millis()) {
			try {
				Schedule earlier = best.withMillis(end);
				return stillFails(earlier) ? earlier : best;
			}
			catch (InvalidScheduleException ex) {
				// something is expected later than that
				return best;
			}
		}
		return best;
	}

	private List<TimedFault> fewest(Schedule schedule) {
		List<TimedFault> faults = schedule.faults();
		int parts = 2;
		while (faults.size() > 1 && parts <= faults.size()) {
			List<TimedFault> smaller = withoutAPart(schedule, faults, parts);
			if (smaller.size() < faults.size()) {
				faults = smaller;
				parts = Math.max(2, parts - 1);
			}
			else if (parts == faults.size()) {
				break;
			}
			else {
				parts = Math.min(faults.size(), parts * 2);
			}
		}
		return (faults.size() == 1 && stillFails(schedule.withFaults(List.of()))) ? List.of() : faults;
	}

	private List<TimedFault> withoutAPart(Schedule schedule, List<TimedFault> faults, int parts) {
		for (int part = 0; part < parts; part++) {
			int from = part * faults.size() / parts;
			int to = (part + 1) * faults.size() / parts;
			List<TimedFault> rest = new ArrayList<>(faults.subList(0, from));
			rest.addAll(faults.subList(to, faults.size()));
			if (stillFails(schedule.withFaults(rest))) {
				return rest;
			}
		}
		return faults;
	}

	private Schedule fewerNodes(Schedule schedule) {
		Schedule best = schedule;
		for (int step = best.nodes() / 2; step >= 1; step = (step == 1) ? 0 : step / 2) {
			Schedule smaller = withNodes(best, best.nodes() - step);
			while (smaller != best && stillFails(smaller)) {
				best = smaller;
				smaller = withNodes(best, best.nodes() - step);
			}
		}
		return best;
	}

	/** The last nodes are left out, also from the faults; the same if that cannot be. */
	private static Schedule withNodes(Schedule schedule, int nodes) {
		if (nodes < 1) {
			return schedule;
		}
		List<TimedFault> faults = new ArrayList<>();
		for (TimedFault timed : schedule.faults()) {
			Selector kept = timed.fault().nodes().below(nodes);
			if (!kept.equals(Selector.NONE)) {
				faults.add(new TimedFault(timed.fault().on(kept), timed.at(), timed.lasting(), timed.every(),
						timed.times()));
			}
		}
		List<SettingsOf> settings = schedule.settingsOf()
			.stream()
			.map((some) -> new SettingsOf(some.nodes().below(nodes), some.seedNodes(), some.settings()))
			.filter((some) -> !some.nodes().equals(Selector.NONE))
			.toList();
		try {
			return schedule.withFaults(faults).withSettingsOf(settings).withNodes(nodes);
		}
		catch (InvalidScheduleException ex) {
			// another selector names a node that would be missing
			return schedule;
		}
	}

	private Schedule shorter(Schedule schedule) {
		Schedule best = schedule;
		for (int i = 0; i < best.faults().size(); i++) {
			TimedFault timed = best.faults().get(i);
			for (long lasting = timed.lasting() / 2; lasting > 0; lasting /= 2) {
				List<TimedFault> faults = new ArrayList<>(best.faults());
				faults.set(i, new TimedFault(timed.fault(), timed.at(), lasting, timed.every(), timed.times()));
				Schedule candidate = best.withFaults(faults);
				if (!stillFails(candidate)) {
					break;
				}
				best = candidate;
			}
		}
		return best;
	}

	private boolean stillFails(Schedule candidate) {
		return this.left-- > 0 && this.fails.test(candidate);
	}

}
