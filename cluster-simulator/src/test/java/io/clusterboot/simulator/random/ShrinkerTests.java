package io.clusterboot.simulator.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.clusterboot.simulator.schedule.NodeFault;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.schedule.SettingsOf;
import io.clusterboot.simulator.schedule.Spread;
import io.clusterboot.simulator.schedule.TimedFault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shrinker}.
 */
class ShrinkerTests {

	private static final TimedFault CULPRIT = TimedFault.once(new NodeFault.Pause(new Selector("[1, 8]")), 90_000,
			40_000);

	private static final TimedFault ACCOMPLICE = TimedFault.once(new NodeFault.Crash(new Selector("2"), Spread.NONE),
			30_000, 0);

	@Test
	void theOneFaultThatMattersIsFound() {
		Schedule smallest = new Shrinker((schedule) -> pauses(schedule, 5000), 400).shrink(schedule(CULPRIT), 95_000);
		assertThat(smallest.faults()).singleElement().satisfies((timed) -> {
			assertThat(timed.fault()).isEqualTo(new NodeFault.Pause(new Selector("1")));
			assertThat(timed.lasting()).isEqualTo(5000);
		});
		assertThat(smallest.nodes()).isEqualTo(2);
		assertThat(smallest.millis()).isEqualTo(95_001);
	}

	@Test
	void settingsOfSomeNodesAreKeptForThoseThatAreLeft() {
		SettingsOf some = new SettingsOf(Selector.of(List.of(1, 8)), null, Map.of("cluster.roles", "core"));
		Schedule schedule = schedule(CULPRIT).withSettingsOf(List.of(some));
		Schedule smallest = new Shrinker((candidate) -> pauses(candidate, 5000), 400).shrink(schedule, 95_000);
		assertThat(smallest.nodes()).isEqualTo(2);
		assertThat(smallest.settingsOf())
			.containsExactly(new SettingsOf(new Selector("1"), null, Map.of("cluster.roles", "core")));
	}

	@Test
	void twoFaultsThatMatterTogetherAreBothKept() {
		Predicate<Schedule> both = (schedule) -> pauses(schedule, 1) && schedule.faults().contains(ACCOMPLICE);
		Schedule smallest = new Shrinker(both, 400).shrink(schedule(ACCOMPLICE, CULPRIT), 95_000);
		assertThat(smallest.faults()).extracting((timed) -> timed.fault().kind())
			.containsExactlyInAnyOrder("crash", "pause");
	}

	@Test
	void aFailureThatNeedsNoFaultLosesAll() {
		assertThat(new Shrinker((schedule) -> true, 400).shrink(schedule(CULPRIT), 95_000).faults()).isEmpty();
	}

	@Test
	void whatCannotBeMadeSmallerStays() {
		Schedule schedule = schedule(CULPRIT);
		assertThat(new Shrinker(schedule::equals, 400).shrink(schedule, 599_999)).isEqualTo(schedule);
	}

	@Test
	void theSameScheduleShrinksToTheSameAndNeverWithMoreTriesThanAllowed() {
		AtomicInteger tries = new AtomicInteger();
		Predicate<Schedule> counting = (schedule) -> {
			tries.incrementAndGet();
			return pauses(schedule, 5000);
		};
		Schedule first = new Shrinker(counting, 20).shrink(schedule(CULPRIT), 95_000);
		assertThat(tries).hasValueLessThanOrEqualTo(20);
		assertThat(new Shrinker(counting, 20).shrink(schedule(CULPRIT), 95_000)).isEqualTo(first);
	}

	private static boolean pauses(Schedule schedule, long atLeast) {
		return schedule.faults()
			.stream()
			.anyMatch((timed) -> timed.fault().kind().equals("pause")
					&& timed.fault().nodes().below(2).equals(new Selector("1")) && timed.lasting() >= atLeast);
	}

	/** Forty other faults among these. */
	private static Schedule schedule(TimedFault... planted) {
		List<TimedFault> faults = new ArrayList<>(List.of(planted));
		for (int i = 0; i < 40; i++) {
			faults.add(TimedFault.once(new NodeFault.Slow(new Selector("[" + (i % 5) + ", 7]"), 5), 5000L * i, 3000));
		}
		return Schedule.quiet("planted", 12, 600_000).withFaults(faults);
	}

}
